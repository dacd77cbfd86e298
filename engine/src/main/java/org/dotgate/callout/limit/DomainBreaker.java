package org.dotgate.callout.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops asking a domain whose addresses hardly ever exist: somebody invents senders in it (a joe-job), and our questions would
 * be one more burden on its servers. It opens when, within {@link Tally#SPAN}, at least {@value #LEAST} addresses were not
 * found and those are more than {@value #PERCENT} % of the domain's answers; it closes after {@link #OPEN}, and then
 * counts from the start. At most {@value #MAX_DOMAINS} domains are counted, and as many can be open; those asked least are
 * forgotten first. Thread-safe.
 */
public final class DomainBreaker {
    /** How long a domain is left alone. */
    public static final Duration OPEN = Duration.ofHours(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(DomainBreaker.class);
    private static final int LEAST = 20;
    private static final int PERCENT = 90;
    private static final int MAX_DOMAINS = 10_000;

    private final Timer timer;
    private final Cache<String, Tally> tallies;
    /** Until when the open ones are, by {@link Timer#nanos()}. */
    private final Cache<String, Long> open;

    public DomainBreaker(Timer timer) {
        this.timer = timer;
        // small work, and no thread of another's pool
        this.tallies = Caffeine.newBuilder().maximumSize(MAX_DOMAINS).expireAfterAccess(Tally.SPAN)
                .ticker(timer::nanos).executor(Runnable::run).build();
        this.open = Caffeine.newBuilder().maximumSize(MAX_DOMAINS).executor(Runnable::run).build();
    }

    /**
     * A server has given a definite answer about an address of the domain. What comes out of a cache is not counted.
     *
     * @param domain a stranger's text, in lower case
     * @param notFound whether it says that there is no such address
     */
    public void answered(String domain, boolean notFound) {
        if (isOpen(domain)) {
            return;
        }
        long now = timer.nanos();
        Tally tally = tallies.get(domain, name -> new Tally(now));
        int bad;
        int all;
        synchronized (tally) {
            tally.count(notFound, now);
            bad = tally.bad(now);
            all = tally.all(now);
        }
        boolean tooMany = bad >= LEAST && bad * 100L > all * (long) PERCENT;
        if (tooMany && open.asMap().putIfAbsent(domain, now + OPEN.toNanos()) == null) {
            tallies.invalidate(domain);
            LOGGER.warn("Of the last {} senders in {}, {} do not exist: somebody invents them, it seems. Its"
                    + " servers are not asked for {} minutes", all, LogName.of(domain), bad, OPEN.toMinutes());
        }
    }

    /** Whether the domain is to be left alone now. */
    public boolean isOpen(String domain) {
        Long until = open.getIfPresent(domain);
        if (until == null || until - timer.nanos() > 0) {
            return until != null;
        }
        if (open.asMap().remove(domain, until)) {
            LOGGER.info("Senders in {} are asked about again", LogName.of(domain));
        }
        return false;
    }
}
