package org.dotgate.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.dns.Dns;
import org.dotgate.filter.NeedsThreads;
import org.dotgate.filter.Services;
import org.dotgate.mail.LocalDomains;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one configuration file, for as long as its {@link PolicyHouse} stands: each is made when it is first
 * asked for, outlives every reading of the file, and is closed with the house. Thread-safe: its lock is the object itself.
 */
final class HouseServices implements Services, AutoCloseable {
    /** Makes a service from what the configuration says of it. */
    @FunctionalInterface
    interface Opener<S, T> {
        T open(S settings) throws SettingsException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(HouseServices.class);

    private final Opener<StoreSettings, Store> stores;
    private final Opener<String, Dns> resolvers;
    private final LocalDomains localDomains;
    private final Map<String, Dns> opened = new HashMap<>();
    private final Map<List<Object>, Object> shared = new HashMap<>();
    private Store store;
    private String url;

    /** @param localDomains null where no mail server is around */
    HouseServices(Opener<StoreSettings, Store> stores, Opener<String, Dns> resolvers, LocalDomains localDomains) {
        this.stores = stores;
        this.resolvers = resolvers;
        this.localDomains = localDomains;
    }

    @Override
    public synchronized Store store(StoreSettings settings) throws SettingsException {
        if (store == null) {
            store = stores.open(settings);
            url = settings.url();
        }
        if (!url.equals(settings.url())) {
            // what it holds would seem forgotten from one moment to the next; nothing is quoted, for there may be a password
            throw settings.error("a change of the store needs a restart of James");
        }
        return store;
    }

    @Override
    public synchronized Dns dns(String server) throws SettingsException {
        Dns dns = opened.get(server);
        if (dns == null) {
            dns = resolvers.open(server);
            opened.put(server, dns);
        }
        return dns;
    }

    @Override
    public synchronized <T> T shared(Class<T> type, String name, Supplier<T> maker) {
        Object made = shared.get(List.of(type, name));
        if (made == null) {
            made = maker.get();
            shared.put(List.of(type, name), made);
        }
        return type.cast(made);
    }

    @Override
    public Optional<LocalDomains> localDomains() {
        return Optional.ofNullable(localDomains);
    }

    /** Closes what needs the house's time and threads for that, while there are any. */
    void closeFirst() {
        List<NeedsThreads> first;
        synchronized (this) {
            first = shared.values().stream().filter(NeedsThreads.class::isInstance).map(NeedsThreads.class::cast)
                    .collect(Collectors.toList());
        }
        // not under the lock, for the threads may want something of this
        first.forEach(HouseServices::close);
    }

    /** Closes what else can be closed, the store last, since the others may have something to put there. */
    @Override
    public synchronized void close() {
        List<Object> all = new ArrayList<>(shared.values());
        all.addAll(opened.values());
        all.add(store);
        for (Object service : all) {
            if (service instanceof AutoCloseable && !(service instanceof NeedsThreads)) {
                close((AutoCloseable) service);
            }
        }
    }

    private static void close(AutoCloseable service) {
        try {
            service.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // whatever it is: the others are to be closed, too
            LOGGER.warn("{} could not be closed", service.getClass().getName(), e);
        }
    }
}
