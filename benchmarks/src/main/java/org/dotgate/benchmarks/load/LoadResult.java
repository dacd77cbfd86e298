package org.dotgate.benchmarks.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What came of a load. Written by the thread that runs the load; to be read when that has ended. */
public final class LoadResult {
    private static final int RECIPIENTS = 1_000;

    private final Load load;
    private final Load.Crowd crowd;
    private final long start = System.nanoTime();
    private final Times dots = new Times();
    private final Map<String, Integer> failures = new TreeMap<>();
    private long lastReply = start;
    private int accepted;
    private int failed;
    private int ended;
    private int waiting;
    private int mostWaiting;
    private int recipient;

    LoadResult(Load load, Load.Crowd crowd) {
        this.load = load;
        this.crowd = crowd;
    }

    /** Spreads mail over many mailboxes, since some servers' get slower with every mail. */
    int nextRecipient() {
        return recipient++ % RECIPIENTS;
    }

    void dotSent() {
        waiting++;
        mostWaiting = Math.max(mostWaiting, waiting);
        crowd.waiting(waiting);
    }

    void dotAnswered(long took, long now) {
        waiting--;
        dots.add(took);
        lastReply = now;
        crowd.waiting(waiting);
    }

    void dotLost() {
        waiting--;
        crowd.waiting(waiting);
    }

    void messageAccepted() {
        accepted++;
    }

    /** So many messages have failed, or will not be tried. */
    void messagesFailed(String why, int count) {
        failed += count;
        failures.merge(why, count, Integer::sum);
    }

    void sessionEnded() {
        ended++;
    }

    boolean isOver() {
        return ended == load.sessions();
    }

    /** How many messages got a 250 at the dot. */
    public int accepted() {
        return accepted;
    }

    /** How many were refused, by whatever reply, or had their connection closed. */
    public int failed() {
        return failed;
    }

    /** How many had no answer when time was up. */
    public int unanswered() {
        return load.messages() - accepted - failed;
    }

    /** Whether every message was accepted. */
    public boolean isComplete() {
        return accepted == load.messages();
    }

    /** Why messages failed, and how many. */
    public Map<String, Integer> failures() {
        return Map.copyOf(failures);
    }

    /** From the first connection to the last reply to a dot. */
    public Duration took() {
        return Duration.ofNanos(lastReply - start);
    }

    /** Accepted messages a second. */
    public double perSecond() {
        return accepted / Math.max(1e-9, took().toNanos() / 1e9);
    }

    /** From the dot to its reply, of every answered dot. */
    public Times dots() {
        return dots;
    }

    /** How many sessions waited for the reply to their dot at the same moment, at most. */
    public int mostWaiting() {
        return mostWaiting;
    }

    @Override
    public String toString() {
        return accepted + " of " + load.messages() + " accepted, " + failed + " failed " + failures + ", " + unanswered()
                + " unanswered, in " + took().toMillis() + " ms";
    }
}
