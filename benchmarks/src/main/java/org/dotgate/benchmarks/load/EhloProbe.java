package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says EHLO on a few connections of its own, again and again, on a thread of its own, until it is stopped. Says it at fixed
 * times: where a reply is late, the ones that should have been asked for meanwhile are late, too, and count so; otherwise
 * one long stall would count as one bad reply among thousands of good ones. EHLOs still unanswered at the end count with
 * the time they have waited.
 */
public final class EhloProbe implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final InetSocketAddress to;
    private final long interval;
    private final Times times = new Times();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread thread;
    private int lost;

    /**
     * @param connections on how many connections
     * @param interval how often on each
     */
    public EhloProbe(InetSocketAddress to, int connections, Duration interval) throws IOException {
        this.to = to;
        this.interval = interval.toNanos();
        Loop loop = new Loop();
        Asking[] all = new Asking[connections];
        for (int i = 0; i < connections; i++) {
            all[i] = new Asking(loop, i * this.interval / connections);
        }
        thread = new Thread(() -> run(loop, all), "ehlo-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Loop loop, Asking[] all) {
        try (loop) {
            for (Asking asking : all) {
                loop.open(to, asking);
            }
            loop.run(System.nanoTime() + LONGEST.toNanos(), stop::get);
            long now = System.nanoTime();
            for (Asking asking : all) {
                asking.end(now);
            }
        } catch (IOException e) {
            lost += all.length;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it. To be called before its figures are read. */
    public void stop() {
        stop.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From when each EHLO should have been said to its reply. */
    public Times times() {
        return times;
    }

    /** How many of its connections were lost. */
    public int lost() {
        return lost;
    }

    private final class Asking implements Dialogue {
        private final Loop loop;
        private final long offset;
        private long next;
        private long asked;
        private boolean waits;

        Asking(Loop loop, long offset) {
            this.loop = loop;
            this.offset = offset;
        }

        @Override
        public void replied(Wire wire, int code, long now) {
            if (code == 220) {
                next = now + offset;
            } else {
                waits = false;
                times.add(now - asked);
                next += interval;
            }
            if (next - now <= 0) {
                ask(wire, next);
            } else {
                // that this thread may wake late is not the server's fault: asked is when it was really asked
                loop.at(next, () -> ask(wire, System.nanoTime()));
            }
        }

        private void ask(Wire wire, long since) {
            asked = since;
            waits = true;
            wire.say("EHLO probe.test");
        }

        void end(long now) {
            if (waits) {
                times.add(now - asked);
            }
        }

        @Override
        public void lost(Wire wire, String why, long now) {
            end(now);
            waits = false;
            lost++;
        }
    }
}
