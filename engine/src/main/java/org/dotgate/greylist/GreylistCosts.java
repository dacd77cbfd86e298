package org.dotgate.greylist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.time.Timer;

/**
 * What it costs to ask clients to come again, since the start of this process: who was delayed, how long, and who never came
 * back. Counted by recipient, as records are: a message to three may count three times. In shadow mode nobody is kept
 * waiting, so nothing is counted.
 *
 * <p>Bounded: where there are twice {@value #KEPT_DOMAINS} domains, those that were delayed most often stay, so the count of a
 * rare one may begin anew; the sums lose nothing. Costs a decision nothing unless something is written down. Thread-safe, without a lock of its
 * own: figures that are read meanwhile may lack the last.
 */
public final class GreylistCosts {
    /** How many domains {@link #domains()} gives at most. */
    public static final int MAX_TOLD = 100;

    private static final int KEPT_DOMAINS = 1000;
    private static final int MAX_SPARED = 10_000;
    private static final String NO_DOMAIN = "other";

    private final Timer timer;
    private final Instant since;
    private final LongAdder delayed = new LongAdder();
    private final LongAdder passed = new LongAdder();
    private final FirstAttempts attempts;
    private final Hops hops = new Hops();
    private final Map<String, DomainCost> domains = new ConcurrentHashMap<>();
    private final AtomicBoolean prunes = new AtomicBoolean();
    private final Cache<String, Boolean> spared =
            Caffeine.newBuilder().maximumSize(MAX_SPARED).executor(Runnable::run).build();

    GreylistCosts(Timer timer) {
        this.timer = timer;
        this.since = timer.now();
        this.attempts = new FirstAttempts(since.toEpochMilli());
    }

    /** A first attempt has been written down. */
    void delayed(GreylistSettings settings, GreylistRequest request, Standing standing) {
        if (settings.isShadow()) {
            return;
        }
        long now = now();
        delayed.increment();
        attempts.began(now, settings.window().toMillis());
        hops.delayed(standing.key(), request, now, settings.window().toMillis());
        domain(request).delayed();
    }

    /** A record lets pass what it is asked about, and all that waits there. */
    void passed(GreylistSettings settings, GreylistRequest request, Standing standing) {
        if (settings.isShadow()) {
            return;
        }
        long now = now();
        if (standing.kind() == Standing.Kind.BACK) {
            passed.increment();
            hops.passed(standing.key(), request);
            domain(request).passed(Duration.ofMillis(standing.waited()));
        }
        if (standing.kind() == Standing.Kind.BACK && settings.isEveryMessage()) {
            attempts.ended(now - standing.waited(), now);
        } else {
            standing.contents().forEach(content -> attempts.ended(content.firstSeen(), now));
        }
    }

    /** What waits in a record passes, whenever it comes, for its origin has become a regular. */
    void spared(Standing standing) {
        // the record stays as it is, and will be met again
        if (!standing.contents().isEmpty() && spared.asMap().putIfAbsent(standing.key(), true) == null) {
            long now = now();
            standing.contents().forEach(content -> attempts.ended(content.firstSeen(), now));
        }
    }

    private DomainCost domain(GreylistRequest request) {
        String name = request.sender().isEmpty() ? SenderKey.NULL : Origin.domain(request.sender(), "").orElse(NO_DOMAIN);
        DomainCost known = domains.get(name);
        if (known != null) {
            return known;
        }
        if (domains.size() >= 2 * KEPT_DOMAINS && prunes.compareAndSet(false, true)) {
            List<DomainCost> all = byDelays().collect(Collectors.toList());
            all.stream().skip(KEPT_DOMAINS).forEach(cost -> domains.remove(cost.domain()));
            prunes.set(false);
        }
        return domains.computeIfAbsent(name, DomainCost::new);
    }

    private Stream<DomainCost> byDelays() {
        // counts may change meanwhile, which a sort does not bear
        Map<DomainCost, Long> delays = new HashMap<>();
        domains.values().forEach(cost -> delays.put(cost, cost.delays()));
        return delays.entrySet().stream()
                .sorted(Map.Entry.<DomainCost, Long>comparingByValue().reversed().thenComparing(each -> each.getKey().domain()))
                .map(Map.Entry::getKey);
    }

    private long now() {
        return timer.now().toEpochMilli();
    }

    /** When counting began. */
    public Instant since() {
        return since;
    }

    /** How many first attempts were told to come again. */
    public long delayed() {
        return delayed.sum();
    }

    /** How many came again and passed. */
    public long passed() {
        return passed.sum();
    }

    /**
     * How many first attempts were followed by no pass before their window ended, to the hour. Where several servers share a
     * store, and clients come to any of them as they like, each knows its share of it.
     */
    public long neverRetried() {
        return attempts.neverRetried(now());
    }

    /** How many first attempts may still come again. */
    public long waiting() {
        return attempts.waiting(now());
    }

    /** How many attempts came from another address than the one before of the same sender and recipient. */
    public long poolHops() {
        return hops.all();
    }

    /** How many of those had to wait anew, for another address was another origin as well. */
    public long hopsDelayed() {
        return hops.delayed();
    }

    /** The domains of senders that were delayed most often, the first of all first. */
    public List<DomainCost> domains() {
        return byDelays().limit(MAX_TOLD).collect(Collectors.toUnmodifiableList());
    }
}
