package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Senders to be named to one server, each on a connection of its own, all at the same time, with one recipient each.
 * Immutable.
 *
 * @param to where the server listens
 * @param sessions how many connections
 * @param envelopes the envelope of each, by its number from 0
 * @param limit when to give up
 */
public record SenderLoad(InetSocketAddress to, int sessions, IntFunction<Envelope> envelopes, Duration limit) {
    public SenderLoad {
        if (sessions < 1 || sessions > 20_000) {
            throw new IllegalArgumentException(sessions + " sessions");
        }
    }

    /** What came of it. Written by the thread that runs the load; to be read when that has ended. */
    public static final class Result {
        private final Times times = new Times();
        private final Map<String, Integer> replies = new TreeMap<>();
        private int waiting;
        private int mostWaiting;
        private int ended;

        /** From MAIL to the reply to RCPT, of each that had one. */
        public Times times() {
            return times;
        }

        /** How many ended with which reply to RCPT, or how else. */
        public Map<String, Integer> replies() {
            return replies;
        }

        /** How many waited at the same moment, at most. */
        public int mostWaiting() {
            return mostWaiting;
        }
    }

    /**
     * Names them, on the calling thread.
     *
     * @param crowd is told, whenever it changes, how many wait for the reply to MAIL or RCPT
     * @throws IOException if this machine cannot; never for what the server does
     */
    public Result run(Load.Crowd crowd) throws IOException {
        Result result = new Result();
        try (Loop loop = new Loop()) {
            Numbers numbers = new Numbers();
            new Opener(loop, sessions, through ->
                    loop.open(to, new Naming(envelopes.apply(numbers.next++), result, crowd, through))).begin();
            loop.run(System.nanoTime() + limit.toNanos(), () -> result.ended == sessions);
        }
        return result;
    }

    private static final class Numbers {
        private int next;
    }

    private enum Awaited {
        GREETING,
        EHLO,
        MAIL,
        RCPT,
        QUIT
    }

    /** One connection. */
    private static final class Naming implements Dialogue {
        private final Envelope envelope;
        private final Result result;
        private final Load.Crowd crowd;
        private final Runnable through;
        private Awaited awaited = Awaited.GREETING;
        private long asked;

        Naming(Envelope envelope, Result result, Load.Crowd crowd, Runnable through) {
            this.envelope = envelope;
            this.result = result;
            this.crowd = crowd;
            this.through = through;
        }

        @Override
        public void replied(Wire wire, int code, long now) {
            switch (awaited) {
                case GREETING -> say(wire, Awaited.EHLO, "EHLO client.test");
                case EHLO -> {
                    asked = System.nanoTime();
                    waits(1);
                    result.mostWaiting = Math.max(result.mostWaiting, result.waiting);
                    say(wire, Awaited.MAIL, "MAIL FROM:<" + envelope.sender() + ">");
                    through.run();
                }
                case MAIL -> say(wire, Awaited.RCPT, "RCPT TO:<" + envelope.recipient() + ">");
                case RCPT -> {
                    waits(-1);
                    result.times.add(now - asked);
                    result.replies.merge(Integer.toString(code), 1, Integer::sum);
                    say(wire, Awaited.QUIT, "QUIT");
                }
                default -> {
                    wire.close();
                    result.ended++;
                }
            }
        }

        private void say(Wire wire, Awaited next, String command) {
            awaited = next;
            wire.say(command);
        }

        private void waits(int more) {
            result.waiting += more;
            crowd.waiting(result.waiting);
        }

        @Override
        public void lost(Wire wire, String why, long now) {
            if (awaited == Awaited.MAIL || awaited == Awaited.RCPT) {
                waits(-1);
            } else if (awaited != Awaited.QUIT) {
                through.run();
            }
            if (awaited != Awaited.QUIT) {
                result.replies.merge("lost at " + awaited + ": " + why, 1, Integer::sum);
            }
            result.ended++;
        }
    }
}
