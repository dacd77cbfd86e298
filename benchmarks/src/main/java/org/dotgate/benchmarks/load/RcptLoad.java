package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * RCPTs to be asked of one server by a timetable, each in a transaction of its own that is reset afterwards. A question that
 * has to wait for an earlier answer counts from when it should have been asked. Immutable.
 *
 * @param to where the server listens
 * @param connections over how many connections
 * @param count how many RCPTs in all
 * @param perSecond how many a second in all
 * @param envelopes the envelope of each, by its number from 0
 * @param wanted the code each is to be answered with
 * @param limit when to give up
 */
public record RcptLoad(
        InetSocketAddress to,
        int connections,
        int count,
        int perSecond,
        IntFunction<Envelope> envelopes,
        int wanted,
        Duration limit) {
    public RcptLoad {
        if (connections < 1 || connections > 100 || count < connections || count > 1_000_000 || perSecond < 1) {
            throw new IllegalArgumentException(connections + " connections, " + count + " RCPTs, " + perSecond + " a second");
        }
    }

    /**
     * Asks them, on the calling thread.
     *
     * @return from RCPT to its reply, of each
     * @throws IOException if a reply is another than the wanted one, or missing when time is up
     */
    public Times run() throws IOException {
        Times times = new Times();
        Tally tally = new Tally();
        try (Loop loop = new Loop()) {
            long start = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                loop.open(to, new Asking(loop, times, tally, i));
            }
            loop.run(start + limit.toNanos(), () -> tally.trouble != null || tally.ended == connections);
        }
        if (tally.trouble != null || times.count() < count) {
            throw new IOException(to + ": " + times.count() + " of " + count + " RCPTs answered as wanted"
                    + (tally.trouble == null ? " within " + limit.toSeconds() + " s" : "; " + tally.trouble));
        }
        return times;
    }

    /** What all connections share. */
    private static final class Tally {
        int ended;
        String trouble;
    }

    private enum Awaited {
        GREETING(220),
        EHLO(250),
        RSET(250),
        MAIL(250),
        RCPT(0),
        QUIT(221);

        private final int wanted;

        Awaited(int wanted) {
            this.wanted = wanted;
        }
    }

    /** One connection, which asks its share. */
    private final class Asking implements Dialogue {
        private final Loop loop;
        private final Times times;
        private final Tally tally;
        private final int first;
        private final long interval = connections * 1_000_000_000L / perSecond;
        private Awaited awaited = Awaited.GREETING;
        private int number;
        private long due;
        private long asked;

        Asking(Loop loop, Times times, Tally tally, int first) {
            this.loop = loop;
            this.times = times;
            this.tally = tally;
            this.first = first;
            this.number = first;
        }

        @Override
        public void replied(Wire wire, int code, long now) {
            int right = awaited == Awaited.RCPT ? wanted : awaited.wanted;
            if (code != right) {
                tally.trouble = awaited + ": " + code;
                return;
            }
            switch (awaited) {
                case GREETING -> say(wire, Awaited.EHLO, "EHLO client.test");
                case EHLO -> {
                    due = now + interval + first * interval / connections;
                    mail(wire);
                }
                case RSET -> mail(wire);
                case MAIL -> await(wire, now);
                case RCPT -> {
                    times.add(now - asked);
                    number += connections;
                    due += interval;
                    if (number < count) {
                        say(wire, Awaited.RSET, "RSET");
                    } else {
                        say(wire, Awaited.QUIT, "QUIT");
                    }
                }
                default -> {
                    wire.close();
                    tally.ended++;
                }
            }
        }

        private void mail(Wire wire) {
            say(wire, Awaited.MAIL, "MAIL FROM:<" + envelopes.apply(number).sender() + ">");
        }

        private void await(Wire wire, long now) {
            if (due - now <= 0) {
                ask(wire, due);
            } else {
                // that this thread may wake late is not the server's fault: asked is when it was really asked
                loop.at(due, () -> ask(wire, System.nanoTime()));
            }
        }

        private void ask(Wire wire, long since) {
            asked = since;
            say(wire, Awaited.RCPT, "RCPT TO:<" + envelopes.apply(number).recipient() + ">");
        }

        private void say(Wire wire, Awaited next, String command) {
            awaited = next;
            wire.say(command);
        }

        @Override
        public void lost(Wire wire, String why, long now) {
            tally.trouble = awaited + ": " + why;
        }
    }
}
