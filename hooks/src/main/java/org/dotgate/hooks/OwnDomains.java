package org.dotgate.hooks;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.dotgate.mail.LocalDomains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * James's own domains, as they were half a minute ago at most, or at the last time the list could be read. The list may be in
 * a database, so it is read on a worker; who asks does not wait. Until it has been read once, every domain is ours: nobody is
 * asked about what is not known. Thread-safe: its lock is the object itself, never held while reading.
 */
final class OwnDomains implements LocalDomains {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Logger LOGGER = LoggerFactory.getLogger(OwnDomains.class);

    private final DomainList list;
    private final LongSupplier nanos;
    private final Executor workers;
    private Set<String> domains;
    private long read;
    private boolean reading;

    /** @param nanos time that never jumps back, in nanoseconds */
    OwnDomains(DomainList list, LongSupplier nanos, Executor workers) {
        this.list = list;
        this.nanos = nanos;
        this.workers = workers;
    }

    @Override
    public boolean contains(String domain) {
        Set<String> known;
        boolean due;
        synchronized (this) {
            known = domains;
            due = !reading && (known == null || nanos.getAsLong() - read >= FRESH.toNanos());
            reading |= due;
        }
        if (due) {
            workers.execute(this::read);
        }
        return known == null || known.contains(domain);
    }

    /** Reads the list, on this thread. */
    void read() {
        Set<String> found = null;
        try {
            found = list.getDomains().stream().map(Domain::asString).collect(Collectors.toUnmodifiableSet());
        } catch (DomainListException e) {
            LOGGER.warn("James's domains cannot be read, so those that it had before count", e);
        } finally {
            synchronized (this) {
                domains = found == null ? domains : found;
                read = nanos.getAsLong();
                reading = false;
            }
        }
    }
}
