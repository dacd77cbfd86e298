package org.dotgate.filter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dotgate.dns.Dns;
import org.dotgate.dns.NoDns;
import org.dotgate.mail.LocalDomains;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.Timer;

/** What outlives one reading of the configuration. Thread-safe. */
public interface Services {
    /**
     * The store that these settings name. Opened at the first call; it need not work yet.
     *
     * @throws SettingsException if they name another than before, or none that there can be
     */
    Store store(StoreSettings settings) throws SettingsException;

    /**
     * A resolver.
     *
     * @param server {@code host:port}, or empty for the system's
     * @throws SettingsException if that is no such thing
     */
    Dns dns(String server) throws SettingsException;

    /**
     * The one object of a class that all readings share under a name; made at the first call.
     *
     * @param name tells apart what is made differently, by a setting that may change
     */
    <T> T shared(Class<T> type, String name, Supplier<T> maker);

    /** The one object of a class that all readings share; made at the first call. */
    default <T> T shared(Class<T> type, Supplier<T> maker) {
        return shared(type, "", maker);
    }

    /**
     * The domains that the mail server around us takes mail for; empty where there is none, as on the command line, or where
     * its clients are gone already. Nobody's server is asked on account of a client there.
     */
    default Optional<LocalDomains> localDomains() {
        return Optional.empty();
    }

    /** Services for looking only: a store that starts empty and is forgotten, and no DNS. */
    static Services temporary(Timer timer) {
        Map<List<Object>, Object> shared = new ConcurrentHashMap<>();
        Store store = new MemoryStore(timer);
        return new Services() {
            @Override
            public Store store(StoreSettings settings) {
                return store;
            }

            @Override
            public Dns dns(String server) {
                return NoDns.INSTANCE;
            }

            @Override
            public <T> T shared(Class<T> type, String name, Supplier<T> maker) {
                return type.cast(shared.computeIfAbsent(List.of(type, name), made -> maker.get()));
            }
        };
    }
}
