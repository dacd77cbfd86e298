package org.dotgate.filter.greylist;

import java.util.List;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.SenderAuthentication;
import org.dotgate.filter.Services;
import org.dotgate.greylist.Contents;
import org.dotgate.greylist.Delays;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistCounts;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;

/** {@code type = greylist}: has no keys of its own, for {@code [greylist]} serves RCPT too. Thread-safe. */
public final class GreylistFilterType implements FilterType {
    private static final String SECTION = "greylist";

    private final Contents contents;
    private final Hearing hearing;

    /** Finds who is told of delays. */
    @FunctionalInterface
    public interface Hearing {
        /**
         * @param any any section of the configuration
         * @throws SettingsException if what it says of them is wrong
         */
        Delays delays(Section any, FilterHost host) throws SettingsException;
    }

    /**
     * @param contents what tells messages apart
     * @param hearing who is told whom a configuration's greylist delays
     */
    public GreylistFilterType(Contents contents, Hearing hearing) {
        this.contents = contents;
        this.hearing = hearing;
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
        Greylist greylist = services.shared(Greylist.class, () -> new Greylist(store, host.timer(), host.workers()));
        GreylistCounts counts = services.shared(GreylistCounts.class, GreylistCounts::new);
        return new GreylistCheck(settings, storeSettings, greylist, SenderAuthentication.dns(any, host),
                SenderAuthentication.spf(any, host), contents, hearing.delays(any, host), counts,
                host.timer(), host.workers());
    }
}
