package org.dotgate.filter.callout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dotgate.callout.CalloutCheck;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.NoCallouts;
import org.dotgate.callout.RememberedCallouts;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.SenderAuthentication;
import org.dotgate.greylist.Delays;
import org.dotgate.mail.LocalDomains;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;

/** {@code type = callout}: has no keys of its own, for {@code [callout]} serves MAIL and RCPT too. Thread-safe. */
public final class CalloutFilterType implements FilterType {
    /** On top of {@code soft-total}: the verdict comes within half a second of it. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** Puts the one call-out service of a configuration together, or finds it where it is. */
    @FunctionalInterface
    public interface Maker {
        /**
         * @param any any section of the configuration
         * @throws SettingsException if {@code [callout]}, or what it needs, is configured wrong
         */
        Callouts callouts(CalloutSettings settings, Section any, FilterHost host) throws SettingsException;
    }

    private final Maker maker;

    public CalloutFilterType(Maker maker) {
        this.maker = maker;
    }

    @Override
    public String name() {
        return "callout";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public Optional<Duration> usualTimeout(Section section) throws SettingsException {
        return Optional.of(settings(section).soft().total().plus(MARGIN));
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        Callouts callouts = callouts(section, host);
        return new CalloutFilter(check(section, host, callouts), check(section, host, RememberedCallouts.of(callouts)));
    }

    /**
     * The call-outs of a configuration, for MAIL and RCPT. Where there is no mail server around us, nobody is asked.
     *
     * @param any any section of the configuration
     * @throws SettingsException if {@code [callout]}, or what it needs, is configured wrong
     */
    public CalloutCheck check(Section any, FilterHost host) throws SettingsException {
        return check(any, host, callouts(any, host));
    }

    private Callouts callouts(Section any, FilterHost host) throws SettingsException {
        CalloutSettings settings = settings(any);
        return settings.isEnabled() && host.services().localDomains().isPresent()
                ? maker.callouts(settings, any, host)
                : NoCallouts.INSTANCE;
    }

    private static CalloutCheck check(Section any, FilterHost host, Callouts callouts) throws SettingsException {
        LocalDomains local = host.services().localDomains().orElse(domain -> false);
        return new CalloutCheck(settings(any), callouts, local, SenderAuthentication.dns(any, host),
                SenderAuthentication.spf(any, host), host.timer(), host.workers());
    }

    /** Tells the call-outs of a configuration whom its greylist delays. */
    public Delays delays(Section any, FilterHost host) throws SettingsException {
        return settings(any).isEnabled() ? check(any, host)::greylisted : Delays.UNHEARD;
    }

    private static CalloutSettings settings(Section any) throws SettingsException {
        return CalloutSettings.from(any.sibling(CalloutSettings.SECTION));
    }
}
