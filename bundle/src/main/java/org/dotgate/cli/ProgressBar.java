package org.dotgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far long work has come, on one line of standard error that is written over again and again. Nothing is written where
 * nobody looks on, nor before the work has taken a second. Used by one thread.
 */
public final class ProgressBar {
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long EVERY = Duration.ofMillis(200).toNanos();
    private static final int WIDTH = 30;
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean watched;
    private final long total;
    private final LongSupplier clock;
    private final long began;
    private long done;
    private long next;
    private boolean shown;

    /**
     * @param watched whether somebody sees it, see {@link #isWatched}
     * @param total how much there is to do; may be a little wrong
     * @param clock nanoseconds
     */
    public ProgressBar(PrintWriter err, boolean watched, long total, LongSupplier clock) {
        this.err = err;
        this.watched = watched;
        this.total = Math.max(1, total);
        this.clock = clock;
        this.began = clock.getAsLong();
        this.next = FIRST;
    }

    /**
     * One for work of which nobody knows how much there is: it tells how much has been done, and for how long.
     *
     * @param watched whether somebody sees it, see {@link #isWatched}
     * @param clock nanoseconds
     */
    public static ProgressBar counting(PrintWriter err, boolean watched, LongSupplier clock) {
        return new ProgressBar(err, watched, UNKNOWN, clock);
    }

    /** Whether standard error is a terminal. */
    public static boolean isWatched() {
        try {
            String leadsTo = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return leadsTo.startsWith("/dev/pts/") || leadsTo.startsWith("/dev/tty") || leadsTo.startsWith("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            // no Linux: the JDK knows it of standard input and output together only
            return System.console() != null;
        }
    }

    /** Some more is done. */
    public void advance(long more) {
        done += more;
        long passed = clock.getAsLong() - began;
        if (watched && passed >= next) {
            next = passed + EVERY;
            show(passed);
        }
    }

    private void show(long passed) {
        err.print(ERASE + (total == UNKNOWN ? count(passed) : bar(passed)));
        err.flush();
        shown = true;
    }

    private String count(long passed) {
        return done + " so far, " + passed / 1_000_000_000 + " s";
    }

    private String bar(long passed) {
        int percent = (int) Math.min(100, done * 100 / total);
        int filled = percent * WIDTH / 100;
        long left = done == 0 ? 0 : Math.max(0, total - done) * (passed / 1_000_000) / done;
        return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + percent + "%, " + (left + 999) / 1000 + " s left";
    }

    /** Takes it away, so that something else can be written. */
    public void clear() {
        if (shown) {
            err.print(ERASE);
            err.flush();
            shown = false;
        }
    }
}
