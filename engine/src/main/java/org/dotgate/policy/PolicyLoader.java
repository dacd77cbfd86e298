package org.dotgate.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutCheck;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.CalloutSettings.ReplyAt;
import org.dotgate.filter.DotSettings;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterNames;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.Replies;
import org.dotgate.filter.callout.CalloutFilterType;
import org.dotgate.filter.greylist.GreylistFilterType;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.greylist.GreylistSettings.At;
import org.dotgate.mail.Reply;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Key;
import org.dotgate.settings.Nearest;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;

/** Reads {@code dotgate.ini} and brings its filters to life. Thread-safe. */
public final class PolicyLoader {
    private static final String FILTER = "filter ";
    private static final Set<String> SECTIONS = Set.of("dotgate", "store", "dot", "greylist", CalloutSettings.SECTION);

    static final Key<List<Exemption>> EXEMPT = Key.of("exempt", PolicyLoader::exemptions, "authenticated, relay",
            "The sessions nothing is asked of: authenticated, relay (James's authorizedAddresses), both, or empty for none.");

    static final Key<String> TYPE = Key.required("type", Values.TEXT, "The kind of filter.");
    static final Key<Boolean> REQUIRED = Key.of("required", Values.YES_NO, "no",
            "yes: the filter runs when the client drops or time runs out, too.");
    static final Key<Duration> TIMEOUT = Key.of("timeout", Values.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            "10s", "How long the filter may take: up to 170s for one that runs at the dot, up to 1h for one that only mailets run.");
    static final Key<FilterStep.Fallback> ON_TIMEOUT = Key.of("on-timeout", Values.oneOf(FilterStep.Fallback.class),
            "tempfail", "What a filter that takes longer counts as: pass, tempfail (451 4.7.1) or reject.");
    static final Key<FilterStep.Fallback> ON_ERROR = Key.of("on-error", Values.oneOf(FilterStep.Fallback.class),
            "tempfail", "What a filter that cannot judge counts as: pass, tempfail (451 4.7.1) or reject.");
    static final Key<Boolean> KEEP = Key.of("keep", Values.YES_NO, "no", "yes: a FAIL of this filter is a FAIL_KEEP.");
    static final Key<FilterStep.Mode> MODE = Key.of("mode", Values.oneOf(FilterStep.Mode.class), "enforce",
            "shadow: the verdict is counted and logged, and never acted on.");
    static final Key<Reply> REPLY = Key.of("reply", Values.REPLY, Replies.REFUSED.toString(),
            "The reply to a message this filter refuses, where the filter gives none of its own.");

    /** The keys every filter has. */
    public static final List<Key<?>> FILTER_KEYS =
            List.of(TYPE, REQUIRED, TIMEOUT, ON_TIMEOUT, ON_ERROR, KEEP, MODE, REPLY);
    /** Every key of {@code [dotgate]}. */
    public static final List<Key<?>> DOTGATE_KEYS = List.of(EXEMPT);

    private final Map<String, FilterType> types;

    /** @param types the kinds of filter there are */
    public PolicyLoader(List<FilterType> types) {
        this.types = types.stream().collect(Collectors.toMap(FilterType::name, type -> type, (a, b) -> a, LinkedHashMap::new));
    }

    /**
     * Reads a file and makes its filters.
     *
     * @param path the file
     * @param name how errors call it
     * @param host what the filters may use; made for this reading
     * @throws SettingsException if anything in it is wrong; no filter is left behind
     */
    public Policy load(Path path, String name, FilterHost host) throws SettingsException {
        IniFile file = IniFile.read(path, name);
        Section.refuseUnknown(file, SECTIONS, Set.of(FILTER));
        Section general = Section.of(file, "dotgate");
        general.refuseUnknown(DOTGATE_KEYS);
        StoreSettings storeSettings = StoreSettings.from(Section.of(file, "store"));
        Store store = host.services().store(storeSettings);
        CalloutSettings callout = CalloutSettings.from(Section.of(file, CalloutSettings.SECTION));
        GreylistSettings greylist = GreylistSettings.from(Section.of(file, "greylist"));
        DotSettings dot = DotSettings.from(Section.of(file, "dot"));
        Map<String, FilterStep> filters = new LinkedHashMap<>();
        try {
            for (Section section : Section.startingWith(file, FILTER)) {
                String filter = section.name().substring(FILTER.length());
                if (!FilterNames.isValid(filter)) {
                    throw section.error("the filter name '" + filter + "' is not made of letters, digits, '-', '_' and '.'");
                }
                Optional<String> twin = FilterNames.twin(filter, filters.keySet());
                if (twin.isPresent()) {
                    throw section.error("the filter name '" + filter + "' differs from '" + twin.get()
                            + "' in signs only, so metrics could not tell them apart; rename one of them");
                }
                if (dot.run().contains(filter) && section.get(TIMEOUT).compareTo(DotSettings.MAX_BUDGET) > 0) {
                    throw section.error(TIMEOUT, "is longer than " + Values.show(DotSettings.MAX_BUDGET)
                            + ", the most for a filter of [dot] run; only mailets may wait for longer");
                }
                filters.put(filter, step(filter, section, host));
            }
            List<FilterStep> steps = inOrder(dot, filters, Section.of(file, "dot"));
            RecipientPolicy recipients = greylist.at() == At.RCPT ? greylistAtRcpt(file, dot, filters, steps, host) : null;
            CalloutCheck callouts = callout.isEnabled() ? callouts(callout, file, dot, filters, steps, host) : null;
            if (callouts != null && callout.replyAt() == ReplyAt.RCPT) {
                recipients = new CalloutAtRcpt(callouts, recipients == null ? RecipientPolicy.PASSES : recipients);
            }
            Set<Path> files = new HashSet<>(host.watched());
            files.add(path);
            FilterChain chain = new FilterChain(dot, steps, filters);
            return new Policy(general.get(EXEMPT), chain, greylist, callouts, recipients, greylistIn(file, greylist, host),
                    storeSettings, store, files);
        } catch (SettingsException | RuntimeException | Error e) {
            filters.values().forEach(FilterStep::close);
            throw e;
        }
    }

    private FilterStep step(String name, Section section, FilterHost host) throws SettingsException {
        FilterType type = types.get(section.get(TYPE));
        if (type == null) {
            String given = section.get(TYPE);
            throw section.error(TYPE, "there is no filter type '" + given + "'" + Nearest.hint(given, types.keySet()));
        }
        List<Key<?>> keys = new ArrayList<>(FILTER_KEYS);
        keys.addAll(type.keys());
        section.refuseUnknown(keys);
        return step(name, section, type, host);
    }

    private static FilterStep step(String name, Section section, FilterType type, FilterHost host) throws SettingsException {
        Duration usual = type.usualTimeout(section).orElse(section.get(TIMEOUT));
        FilterStep.Builder step = FilterStep.named(name)
                .type(type.name())
                .required(section.get(REQUIRED))
                .timeout(section.has(TIMEOUT) ? section.get(TIMEOUT) : usual)
                .onTimeout(section.get(ON_TIMEOUT))
                .onError(section.get(ON_ERROR))
                .keep(section.get(KEEP))
                .mode(section.get(MODE))
                .reply(section.get(REPLY));
        try {
            return step.filter(type.create(section, host)).build();
        } catch (RuntimeException | LinkageError e) {
            // whatever a filter type did not foresee is still the operator's to find
            SettingsException error = section.error("[" + section.name() + "] cannot be brought to life: " + e);
            error.initCause(e);
            throw error;
        }
    }

    /**
     * The greylist at RCPT. What must not be delayed there waits for the dot, so a greylist runs there last, if none that
     * the operator has put into the order does.
     */
    private RecipientPolicy greylistAtRcpt(IniFile file, DotSettings dot, Map<String, FilterStep> filters,
            List<FilterStep> steps, FilterHost host) throws SettingsException {
        GreylistFilterType type = stock(GreylistFilterType.class);
        missing(type, "greylist-rest", file, dot, filters, host).ifPresent(steps::add);
        return new GreylistAtRcpt(type.check(Section.of(file, "greylist"), host));
    }

    /** The greylist, at RCPT or behind a filter, for those who look into it; null if there is none. */
    private GreylistCheck greylistIn(IniFile file, GreylistSettings settings, FilterHost host) throws SettingsException {
        boolean isUsed = settings.at() == At.RCPT;
        for (Section section : Section.startingWith(file, FILTER)) {
            isUsed |= types.get(section.get(TYPE)) instanceof GreylistFilterType;
        }
        return isUsed ? stock(GreylistFilterType.class).check(Section.of(file, "greylist"), host) : null;
    }

    /**
     * The call-outs. Where they are told at the dot, they run there first, if the operator has not put them into the order:
     * who is refused for the sender need not cost the other filters' work.
     */
    private CalloutCheck callouts(CalloutSettings settings, IniFile file, DotSettings dot, Map<String, FilterStep> filters,
            List<FilterStep> steps, FilterHost host) throws SettingsException {
        CalloutFilterType type = stock(CalloutFilterType.class);
        if (settings.replyAt() == ReplyAt.DOT) {
            missing(type, "callout-first", file, dot, filters, host).ifPresent(step -> steps.add(0, step));
        }
        return type.check(Section.of(file, CalloutSettings.SECTION), host);
    }

    /**
     * A filter of a kind that must run at the dot, if none that the operator has put into the order is of it: one that has a
     * section all the same, else a new one.
     *
     * @param spare what it is called if another filter has the kind's name
     */
    private static Optional<FilterStep> missing(FilterType type, String spare, IniFile file, DotSettings dot,
            Map<String, FilterStep> filters, FilterHost host) throws SettingsException {
        String given = null;
        for (Section section : Section.startingWith(file, FILTER)) {
            if (section.get(TYPE).equals(type.name())) {
                String name = section.name().substring(FILTER.length());
                given = given == null || dot.run().contains(name) ? name : given;
            }
        }
        if (given == null) {
            given = filters.containsKey(type.name()) ? spare : type.name();
            Optional<String> twin = FilterNames.twin(given, filters.keySet());
            if (twin.isPresent()) {
                throw Section.of(file, FILTER + twin.get()).error("the filter name '" + twin.get() + "' is left to the filter of type "
                        + type.name() + " that runs besides those with a section; rename this one, or '" + type.name() + "'");
            }
            filters.put(given, step(given, Section.of(file, FILTER + given), type, host));
        }
        return dot.run().contains(given) ? Optional.empty() : Optional.of(filters.get(given));
    }

    private <T extends FilterType> T stock(Class<T> type) {
        return types.values().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    private static List<FilterStep> inOrder(DotSettings dot, Map<String, FilterStep> filters, Section section)
            throws SettingsException {
        List<FilterStep> steps = new ArrayList<>();
        for (String name : dot.run()) {
            FilterStep step = filters.get(name);
            if (step == null) {
                throw section.error(DotSettings.RUN, "there is no section [filter " + name + "]" + Nearest.hint(name, filters.keySet()));
            }
            if (steps.contains(step)) {
                throw section.error(DotSettings.RUN, "'" + name + "' stands there twice");
            }
            steps.add(step);
        }
        return steps;
    }

    private static List<Exemption> exemptions(String text) {
        List<Exemption> exempt = new ArrayList<>();
        for (String name : Values.NAMES.parse(text)) {
            exempt.add(Values.oneOf(Exemption.class).parse(name));
        }
        return exempt;
    }
}
