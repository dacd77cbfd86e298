package org.dotgate.filter.greylist;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dotgate.dns.Dns;
import org.dotgate.dns.DnsSettings;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.Services;
import org.dotgate.greylist.Contents;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;

/** {@code type = greylist}: has no keys of its own, for {@code [greylist]} serves RCPT too. Thread-safe. */
public final class GreylistFilterType implements FilterType {
    private static final String SECTION = "greylist";

    private final Contents contents;

    /** @param contents what tells messages apart */
    public GreylistFilterType(Contents contents) {
        this.contents = contents;
    }

    @Override
    public String name() {
        return "greylist";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        return new GreylistFilter(check(section, host));
    }

    /**
     * The greylist of a configuration, for RCPT. It opens the store.
     *
     * @param any any section of the configuration
     * @throws SettingsException if {@code [greylist]}, or the store it needs, is configured wrong
     */
    public GreylistCheck check(Section any, FilterHost host) throws SettingsException {
        GreylistSettings settings = GreylistSettings.from(any.sibling(SECTION));
        StoreSettings storeSettings = StoreSettings.from(any.sibling("store"));
        Services services = host.services();
        Store store = services.store(storeSettings);
        Dns dns = services.dns(DnsSettings.from(any.sibling(DnsSettings.SECTION)).resolver());
        // the SPF of the house; where it has none, nothing vouches
        Spf spf = services.shared(Spf.class,
                () -> (client, helo, sender) -> CompletableFuture.completedFuture(SpfResult.TEMPERROR));
        Greylist greylist = services.shared(Greylist.class, () -> new Greylist(store, host.timer(), host.workers()));
        return new GreylistCheck(settings, storeSettings, greylist, dns, spf, contents, host.timer(), host.workers());
    }
}
