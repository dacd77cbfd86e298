package org.dotgate.filter.greylist;

import java.util.List;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.SenderAuthentication;
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
import org.dotgate.store.UnchangedStore;

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
        return new GreylistFilter(check(section, host), rehearsal(section, host));
    }

    /**
     * The greylist of a configuration, for RCPT. It opens the store.
     *
     * @param any any section of the configuration
     * @throws SettingsException if {@code [greylist]}, or the store it needs, is configured wrong
     */
    public GreylistCheck check(Section any, FilterHost host) throws SettingsException {
        Store store = host.services().store(StoreSettings.from(any.sibling("store")));
        Greylist greylist =
                host.services().shared(Greylist.class, () -> new Greylist(store, host.timer(), host.workers()));
        GreylistCounts counts = host.services().shared(GreylistCounts.class, GreylistCounts::new);
        return check(any, host, greylist, hearing.delays(any, host), counts);
    }

    /** The same greylist for messages that nobody sends: what it would write down it does not, and it tells nobody. */
    private GreylistCheck rehearsal(Section any, FilterHost host) throws SettingsException {
        Store store = host.services().store(StoreSettings.from(any.sibling("store")));
        Greylist greylist = host.services().shared(Greylist.class, "rehearsal",
                () -> new Greylist(new UnchangedStore(store), host.timer(), host.workers()));
        return check(any, host, greylist, Delays.UNHEARD, new GreylistCounts());
    }

    private GreylistCheck check(Section any, FilterHost host, Greylist greylist, Delays delays, GreylistCounts counts)
            throws SettingsException {
        GreylistSettings settings = GreylistSettings.from(any.sibling(SECTION));
        StoreSettings storeSettings = StoreSettings.from(any.sibling("store"));
        return new GreylistCheck(settings, storeSettings, greylist, SenderAuthentication.dns(any, host),
                SenderAuthentication.spf(any, host), contents, delays, counts, host.timer(), host.workers());
    }
}
