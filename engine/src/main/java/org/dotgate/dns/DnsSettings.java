package org.dotgate.dns;

import java.util.List;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;

/** What {@code [callout]} says of DNS; SPF and DKIM ask the same resolver. Immutable. */
public final class DnsSettings {
    /** The section it stands in. */
    public static final String SECTION = "callout";

    static final Key<String> RESOLVER = Key.of("resolver", DnsServer::checked, "",
            "The DNS server that call-outs, SPF and DKIM ask, as host:port. Empty: those of the system (/etc/resolv.conf).");

    /** Its keys in {@code [callout]}. */
    public static final List<Key<?>> KEYS = List.of(RESOLVER);

    private final String resolver;

    private DnsSettings(Section section) throws SettingsException {
        resolver = section.get(RESOLVER);
    }

    /**
     * Reads its keys, and leaves the section's others alone.
     *
     * @throws SettingsException if a value is wrong
     */
    public static DnsSettings from(Section section) throws SettingsException {
        return new DnsSettings(section);
    }

    /** The server as {@code host:port}; empty for the system's. */
    public String resolver() {
        return resolver;
    }
}
