package org.dotgate.verdicts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dotgate.mail.Envelope;
import org.dotgate.time.Timer;

/**
 * A {@link VerdictMemory} in this process's memory, bounded and expiring; a restart forgets it. Verdicts are kept by
 * envelope, so that one look tells whether any is known for it. Thread-safe: the maps in the cache never change.
 */
public final class VerdictCache implements VerdictMemory {
    /** How many verdicts are remembered unless told otherwise; about 10 MB. */
    public static final int DEFAULT_SIZE = 10_000;
    /** A sender that writes the same to the same, differently each time, must not push out everybody else. */
    private static final int PER_ENVELOPE = 100;

    private final Cache<String, Map<Fingerprint, Entry>> envelopes;
    private final long remember;
    private final int perEnvelope;
    private final Timer timer;

    public VerdictCache(Duration remember, Timer timer) {
        this(remember, DEFAULT_SIZE, timer);
    }

    /**
     * @param remember how long a verdict is remembered, from when it was put; zero for not at all
     * @param size how many verdicts are remembered at most
     */
    public VerdictCache(Duration remember, int size, Timer timer) {
        this.remember = remember.toNanos();
        this.perEnvelope = Math.max(1, Math.min(PER_ENVELOPE, size));
        this.timer = timer;
        this.envelopes = Caffeine.newBuilder()
                .maximumWeight(size)
                .weigher((String key, Map<Fingerprint, Entry> verdicts) -> verdicts.size())
                .expireAfterWrite(remember)
                .ticker(timer::nanos)
                // small work, and no thread of another's pool
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean mayKnow(Envelope envelope) {
        return envelopes.getIfPresent(Fingerprint.envelopeKey(envelope)) != null;
    }

    @Override
    public Optional<RememberedVerdict> find(Fingerprint fingerprint) {
        Map<Fingerprint, Entry> verdicts = envelopes.getIfPresent(fingerprint.envelopeKey());
        Entry entry = verdicts == null ? null : verdicts.get(fingerprint);
        // the envelope lives as long as the last verdict put under it, which may be another
        return entry == null || isExpired(entry) ? Optional.empty() : Optional.of(entry.verdict);
    }

    @Override
    public void put(Fingerprint fingerprint, RememberedVerdict verdict) {
        envelopes.asMap().merge(fingerprint.envelopeKey(), Map.of(fingerprint, new Entry(verdict, timer.nanos())), this::with);
    }

    private Map<Fingerprint, Entry> with(Map<Fingerprint, Entry> known, Map<Fingerprint, Entry> added) {
        Map<Fingerprint, Entry> verdicts = new LinkedHashMap<>(known);
        verdicts.values().removeIf(this::isExpired);
        // removed first, so that it goes to the end, as the youngest
        verdicts.keySet().removeAll(added.keySet());
        if (verdicts.size() >= perEnvelope) {
            verdicts.remove(verdicts.keySet().iterator().next());
        }
        verdicts.putAll(added);
        return verdicts;
    }

    private boolean isExpired(Entry entry) {
        return timer.nanos() - entry.since >= remember;
    }

    /** How many verdicts are held, some of which may have expired. */
    public long size() {
        envelopes.cleanUp();
        return envelopes.asMap().values().stream().mapToLong(Map::size).sum();
    }

    private static final class Entry {
        private final RememberedVerdict verdict;
        private final long since;

        Entry(RememberedVerdict verdict, long since) {
            this.verdict = verdict;
            this.since = since;
        }
    }
}
