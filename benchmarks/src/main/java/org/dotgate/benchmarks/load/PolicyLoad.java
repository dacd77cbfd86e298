package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Questions to be asked of a policy server, over so many connections at once, each of which asks the next as soon as the
 * last is answered. Immutable.
 *
 * @param to where the server listens
 * @param clients how many connections
 * @param count how many questions in all at most
 * @param questions each, by its number from 0
 * @param limit when to stop asking
 */
public record PolicyLoad(InetSocketAddress to, int clients, int count, IntFunction<Question> questions, Duration limit) {
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    /**
     * What a policy server is asked.
     *
     * @param clientAddress of the SMTP client
     * @param clientName its name
     * @param instance one for each message
     */
    public record Question(Envelope envelope, String clientAddress, String clientName, String instance) {
        /** As Postfix asks at RCPT. */
        private ByteBuffer octets() {
            String text = "request=smtpd_access_policy\n"
                    + "protocol_state=RCPT\n"
                    + "protocol_name=ESMTP\n"
                    + "helo_name=" + clientName + "\n"
                    + "sender=" + envelope.sender() + "\n"
                    + "recipient=" + envelope.recipient() + "\n"
                    + "client_address=" + clientAddress + "\n"
                    + "client_name=" + clientName + "\n"
                    + "instance=" + instance + "\n"
                    + "\n";
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * What came of it.
     *
     * @param passed how many questions were answered with a pass
     * @param delayed how many with a delay
     * @param took from the first question to the last answer
     * @param times from each question to its answer
     */
    public record Result(int passed, int delayed, Duration took, Times times) {
        /** How many questions were answered. */
        public int answered() {
            return passed + delayed;
        }

        /** Answers a second. */
        public double perSecond() {
            return answered() / Math.max(1e-9, took.toNanos() / 1e9);
        }
    }

    public PolicyLoad {
        if (clients < 1 || clients > 1_000 || count < 1 || count > 10_000_000) {
            throw new IllegalArgumentException(clients + " clients, " + count + " questions");
        }
    }

    /**
     * Asks them, on the calling thread.
     *
     * @throws IOException if the server closes a connection, answers something else, or not for 10 s
     */
    public Result run() throws IOException {
        Tally tally = new Tally(System.nanoTime());
        long end = tally.start + limit.toNanos();
        try (Loop loop = new Loop()) {
            for (int i = 0; i < clients; i++) {
                loop.open(to, new Asking(tally, end), new PolicyReplies());
            }
            loop.run(end + PATIENCE, () -> tally.trouble != null || tally.ended == clients);
        }
        if (tally.trouble != null || tally.ended < clients) {
            throw new IOException(to + ": " + (tally.trouble == null ? "no answer for 10 s" : tally.trouble));
        }
        return new Result(tally.passed, tally.delayed, Duration.ofNanos(tally.last - tally.start), tally.times);
    }

    /** What all connections share. */
    private static final class Tally {
        final long start;
        final Times times = new Times();
        int asked;
        int passed;
        int delayed;
        int ended;
        long last;
        String trouble;

        Tally(long start) {
            this.start = start;
            this.last = start;
        }
    }

    /** One connection. */
    private final class Asking implements Dialogue {
        private final Tally tally;
        private final long end;
        private long asked;

        Asking(Tally tally, long end) {
            this.tally = tally;
            this.end = end;
        }

        @Override
        public void connected(Wire wire) {
            ask(wire, System.nanoTime());
        }

        @Override
        public void replied(Wire wire, int code, long now) {
            if (code == PolicyReplies.PASS) {
                tally.passed++;
            } else {
                tally.delayed++;
            }
            tally.times.add(now - asked);
            tally.last = now;
            ask(wire, System.nanoTime());
        }

        private void ask(Wire wire, long now) {
            if (tally.asked == count || now - end >= 0) {
                tally.ended++;
                wire.close();
                return;
            }
            asked = now;
            wire.send(questions.apply(tally.asked++).octets());
        }

        @Override
        public void lost(Wire wire, String why, long now) {
            tally.trouble = why;
        }
    }
}
