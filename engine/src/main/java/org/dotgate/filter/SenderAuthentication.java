package org.dotgate.filter;

import org.dotgate.dkim.Dkim;
import org.dotgate.dkim.JdkimDkim;
import org.dotgate.dns.Dns;
import org.dotgate.dns.DnsSettings;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spf.JspfSpf;
import org.dotgate.spf.RememberedSpf;
import org.dotgate.spf.Spf;

/** The DNS, SPF and DKIM that all filters of a configuration share, made when one first asks for them. */
public final class SenderAuthentication {
    private SenderAuthentication() {}

    /**
     * The resolver that {@code [callout]} names.
     *
     * @param any any section of the configuration
     * @throws SettingsException if {@code [callout]} is wrong
     */
    public static Dns dns(Section any, FilterHost host) throws SettingsException {
        return host.services().dns(resolver(any));
    }

    /** SPF by {@link #dns}. */
    public static Spf spf(Section any, FilterHost host) throws SettingsException {
        Dns dns = dns(any, host);
        return host.services().shared(Spf.class, resolver(any), () ->
                new RememberedSpf(new JspfSpf(dns, host.timer(), host.workers()), host.timer()));
    }

    /** DKIM by {@link #dns}. */
    public static Dkim dkim(Section any, FilterHost host) throws SettingsException {
        Dns dns = dns(any, host);
        return host.services().shared(Dkim.class, resolver(any), () -> new JdkimDkim(dns, host.timer(), host.workers()));
    }

    private static String resolver(Section any) throws SettingsException {
        return DnsSettings.from(any.sibling(DnsSettings.SECTION)).resolver();
    }
}
