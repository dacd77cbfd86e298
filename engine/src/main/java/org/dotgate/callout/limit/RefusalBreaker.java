package org.dotgate.callout.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops asking anybody when mail exchangers begin to refuse us: we may have got onto a blocklist, and more questions would
 * keep us there. It opens when, within {@link Tally#SPAN}, at least {@value #LEAST} different ones refused us and more than half of
 * all probes were refused; it closes after {@link #OPEN}, and then counts from the start. Thread-safe: its lock is the object
 * itself.
 */
public final class RefusalBreaker {
    /** How long nobody is asked. */
    public static final Duration OPEN = Duration.ofHours(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(RefusalBreaker.class);
    private static final int LEAST = 10;
    /** How many of those that refused us last are remembered by name; more than are needed to open it. */
    private static final int MAX_NAMES = 100;

    private final Timer timer;
    /** When each refused us last, by {@link Timer#nanos()}, the longest ago first. */
    private final Map<String, Long> refused = new LinkedHashMap<>();
    private Tally tally;
    private boolean isOpen;
    private long until;
    private String problem;

    public RefusalBreaker(Timer timer) {
        this.timer = timer;
        this.tally = new Tally(timer.nanos());
    }

    /**
     * A probe has ended.
     *
     * @param mx the host that gave the answer; empty if none was asked
     * @param refusedUs whether it would not talk to us
     */
    public synchronized void answered(String mx, boolean refusedUs) {
        if (isOpen()) {
            return;
        }
        long now = timer.nanos();
        tally.count(refusedUs, now);
        if (!refusedUs || mx.isEmpty()) {
            return;
        }
        refused.remove(mx);
        refused.put(mx, now);
        refused.values().removeIf(time -> now - time >= Tally.SPAN.toNanos() || refused.size() > MAX_NAMES);
        if (refused.size() >= LEAST && tally.bad(now) * 2L > tally.all(now)) {
            open(now);
        }
    }

    private void open(long now) {
        isOpen = true;
        until = now + OPEN.toNanos();
        String first = refused.keySet().iterator().next();
        problem = tally.bad(now) + " of " + tally.all(now) + " call-outs within " + Tally.SPAN.toMinutes() + " minutes were refused, by "
                + refused.size() + " mail exchangers or more, such as " + LogName.of(first)
                + ": is our address on a blocklist? Nobody is asked until " + timer.now().plus(OPEN);
        LOGGER.error("{}", problem);
    }

    /** Whether nobody is to be asked now. */
    public synchronized boolean isOpen() {
        if (isOpen && timer.nanos() - until >= 0) {
            isOpen = false;
            problem = null;
            refused.clear();
            tally = new Tally(timer.nanos());
            LOGGER.info("Mail exchangers are asked again about senders");
        }
        return isOpen;
    }

    /** For how long nobody is to be asked from now; empty unless it is open. */
    public synchronized Optional<Duration> remaining() {
        return isOpen() ? Optional.of(Duration.ofNanos(until - timer.nanos())) : Optional.empty();
    }

    /** What an operator should see to; empty unless it is open. */
    public synchronized Optional<String> problem() {
        return isOpen() ? Optional.of(problem) : Optional.empty();
    }
}
