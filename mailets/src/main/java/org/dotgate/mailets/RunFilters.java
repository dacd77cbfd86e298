package org.dotgate.mailets;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogText;
import org.dotgate.mail.Reply;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.settings.Nearest;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/**
 * Has filters judge mail that James has accepted: those that are too slow for the dot. The mailet's thread waits until
 * all of them have ended. A FAIL, whatever its reply, sends the mail to the processor {@code onFail}. When a filter could
 * not judge and counts as {@code tempfail}, the mail goes to {@code onTempfail}; without that parameter a
 * {@link MessagingException} is thrown, so that {@code onMailetException} applies, which by default is James's
 * {@code error} processor. Thread-safe.
 *
 * <p>Parameters: {@code filters} and {@code onFail}, which must be given, {@code onTempfail}, and {@code config}
 * ({@value SharedFilters#DEFAULT_CONFIG}).
 */
public final class RunFilters extends GenericMailet {
    private static final String NAME = "RunFilters";

    private final SharedFilters shared;
    private NamedFilters filters;
    private List<String> names;
    private String onFail;
    private String onTempfail;

    @Inject
    public RunFilters(SharedFilters shared) {
        this.shared = shared;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters =
                Parameters.of(NAME, getMailetConfig(), Set.of("filters", "config", "onFail", "onTempfail"));
        names = Values.NAMES.parse(parameters.required("filters", "the filters to run, in order, such as virus, slow"));
        onFail = parameters.required("onFail", "the processor that refused mail goes to");
        onTempfail = parameters.text("onTempfail").orElse(null);
        String config = parameters.text("config").orElse(PolicyHouse.DEFAULT_CONFIG);
        try {
            filters = shared.of(config);
        } catch (SettingsException e) {
            throw new MessagingException(e.getMessage(), e);
        }
        refuseBadNames(parameters, config);
    }

    private void refuseBadNames(Parameters parameters, String config) throws MessagingException {
        Collection<String> valid = filters.names();
        for (String name : names) {
            if (!valid.contains(name)) {
                throw parameters.error("filters", config + " has no section [filter " + name + "]" + Nearest.hint(name, valid));
            }
        }
        if (names.isEmpty() || new LinkedHashSet<>(names).size() < names.size()) {
            throw parameters.error("filters", "names no filter, or one twice: " + names);
        }
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Decision decision = filters.judge(mail, names);
        Annotations.of(mail).add(decision);
        if (decision.kind() == Decision.Kind.ACCEPTED) {
            return;
        }
        Optional<FilterResult> refusal = refusal(decision);
        if (refusal.isPresent() && isVerdict(refusal.get())) {
            mail.setErrorMessage(decision.reply().map(Reply::toString).orElse(""));
            mail.setState(onFail);
            return;
        }
        String problem = NAME + ": mail " + mail.getName() + " could not be judged: " + refusal
                .map(result -> "filter " + result.filter() + ": " + LogText.safe(result.verdict().reason()))
                .orElse(decision.by());
        if (onTempfail == null) {
            throw new MessagingException(problem);
        }
        mail.setErrorMessage(problem);
        mail.setState(onTempfail);
    }

    private static Optional<FilterResult> refusal(Decision decision) {
        return decision.results().stream().filter(FilterResult::refuses).findFirst();
    }

    /** Whether a filter has said so, or the operator wants its failure to count as a rejection. */
    private static boolean isVerdict(FilterResult result) {
        return result.origin() == FilterResult.Origin.FILTER
                || !result.verdict().reply().map(Reply::isTransient).orElse(false);
    }

    /** James checks at its start that these processors exist. */
    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return Stream.of(onFail, onTempfail).flatMap(Stream::ofNullable).map(ProcessingState::new)
                .collect(Collectors.toUnmodifiableList());
    }

    @Override
    public String getMailetInfo() {
        return NAME;
    }
}
