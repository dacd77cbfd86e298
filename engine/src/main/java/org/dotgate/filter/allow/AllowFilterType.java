package org.dotgate.filter.allow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dotgate.correspondents.Correspondents;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.SenderAuthentication;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;

/** {@code type = allow}: makes an {@link AllowFilter} of a list, and of what the mailet LearnCorrespondents learns. Thread-safe. */
public final class AllowFilterType implements FilterType {
    static final Key<String> LIST = Key.of("list", Values.TEXT, "",
            "The file of addresses, domains and networks, such as conf/allow.txt; docs/filters-allow.md shows one. It is"
                    + " loaded anew when it changes. Empty: none.");
    static final Key<Boolean> LEARNED = Key.of("learned", Values.YES_NO, "no",
            "yes: a sender to whom all recipients have written is accepted, too. The mailet LearnCorrespondents records to"
                    + " whom they write.");
    static final Key<RequireAuth> REQUIRE_AUTH = Key.of("require-auth", Values.oneOf(RequireAuth.class), "spf-or-dkim",
            "What must vouch for the sender's domain before an address or domain of the list, or a correspondent, counts:"
                    + " spf-or-dkim, spf, dkim or none. Networks need none.");
    static final Key<Duration> AUTH_TIMEOUT = Key.of("auth-timeout",
            Values.duration(Duration.ofMillis(100), Duration.ofMinutes(1)), "5s",
            "How long SPF and DKIM may take together; past it nothing vouches for the sender, and the next filter decides."
                    + " To be shorter than the filter's timeout.");

    @Override
    public String name() {
        return "allow";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(LIST, LEARNED, REQUIRE_AUTH, AUTH_TIMEOUT);
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        boolean learned = section.get(LEARNED);
        RequireAuth require = section.get(REQUIRE_AUTH);
        Duration timeout = section.get(AUTH_TIMEOUT);
        String name = section.get(LIST);
        if (name.isEmpty() && !learned) {
            throw section.error(LIST, "names no file, and learned is not yes, so nobody is allowed; write, for instance,"
                    + " list = conf/allow.txt");
        }
        AllowList list = name.isEmpty() ? AllowList.EMPTY : list(name, section, host);
        SenderAuth auth = new SenderAuth(require, SenderAuthentication.spf(section, host), SenderAuthentication.dkim(section, host), timeout, host.timer(), host.workers());
        return new AllowFilter(list, auth, learned ? correspondents(section, host) : null, host.workers());
    }

    private static AllowList list(String name, Section section, FilterHost host) throws SettingsException {
        Path file = host.file(name);
        // before it is read: a list that is missing or wrong is loaded as soon as it is put right
        host.watch(file);
        try {
            return AllowListFile.read(file, name);
        } catch (SettingsException e) {
            // where the list as a whole is at fault, the line that names it is the place to look
            throw e.line() > 0 ? e : section.error(LIST, e.getMessage());
        }
    }

    private static Correspondents correspondents(Section section, FilterHost host) throws SettingsException {
        Store store = host.services().store(StoreSettings.from(section.sibling("store")));
        return host.services().shared(Correspondents.class, () -> new Correspondents(store, host.timer()));
    }
}
