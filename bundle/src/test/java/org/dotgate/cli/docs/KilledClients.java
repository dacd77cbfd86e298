package org.dotgate.cli.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.dotgate.cli.docs.KilledSenders.Kind;

/**
 * Clients that keep coming with new senders, and again with old ones, whether or not James is there; and what they have been
 * told. Thread-safe.
 */
final class KilledClients implements AutoCloseable {
    /** What a client was told of a sender; a later answer takes the place of a promise. */
    enum Told {
        /** 450: come again. */
        COME_AGAIN,
        /** 250. */
        PASSES,
        /** 550 5.1.8. */
        DOES_NOT_EXIST
    }

    private static final int CLIENTS = 12;
    private static final int RETRIES_PERCENT = 25;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 100;

    private final KilledSenders senders;
    private final int port;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    /** Senders of which a client was told something that the store, or the queue, must know of. */
    private final Set<String> promised = ConcurrentHashMap.newKeySet();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean greylisting = true;
    private volatile boolean ended;

    /** @param port James's, at loopback */
    KilledClients(KilledSenders senders, int port, Random random) {
        this.senders = senders;
        this.port = port;
        for (int i = 0; i < CLIENTS; i++) {
            Random own = new Random(random.nextLong());
            threads.add(new Thread(() -> run(own), "client-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void run(Random random) {
        List<String> mine = new ArrayList<>();
        while (!ended) {
            boolean again = !mine.isEmpty() && random.nextInt(100) < RETRIES_PERCENT;
            String[] used = new String[1];
            // a sender is not made before there is a James to hear of it
            boolean heard = come(() -> used[0] = again ? mine.get(random.nextInt(mine.size())) : senders.next(kind(random)));
            if (heard && !again) {
                mine.add(used[0]);
            }
            pause();
        }
    }

    private Kind kind(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        // one that comes again in a minute must still find this test
        return kind == Kind.GREY && !greylisting ? Kind.UNSPOKEN : kind;
    }

    /** From now on no server says come again. */
    void endGreylisting() {
        greylisting = false;
    }

    /** One mail up to RCPT; false if nothing was told about its sender. */
    boolean come(String sender) {
        return come(() -> sender);
    }

    private boolean come(Supplier<String> chosen) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String sender = chosen.get();
            String reply = reply(socket, in, sender);
            Told now = reply.startsWith("450 4.7.1 ") ? Told.COME_AGAIN
                    : reply.startsWith("250 ") ? Told.PASSES
                    : reply.startsWith("550 5.1.8 ") ? Told.DOES_NOT_EXIST : null;
            if (now != null) {
                if (now != Told.PASSES) {
                    promised.add(sender);
                }
                Told before = told.put(sender, now);
                boolean fits = now == Told.COME_AGAIN
                        ? before == null || before == Told.COME_AGAIN
                        : now == (KilledSenders.kind(sender).answer().equals("found") ? Told.PASSES : Told.DOES_NOT_EXIST);
                if (!fits) {
                    contradictions.add(sender + ": " + reply + ", and before " + before);
                }
                return true;
            }
        } catch (IOException e) {
            // James is not there, or was killed in the middle of it: nothing was told
            unanswered.incrementAndGet();
            return false;
        }
        unanswered.incrementAndGet();
        return false;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    private static String reply(Socket socket, BufferedReader in, String sender) throws IOException {
        String reply = lastLine(in);
        for (String line : List.of("EHLO client.test", "MAIL FROM:<" + sender + ">", "RCPT TO:<" + ExistingJames.RECIPIENT + ">")) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            reply = lastLine(in);
        }
        return reply;
    }

    private static String lastLine(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("the connection is gone");
        }
        return line;
    }

    /** Senders of which clients were told something, and what. */
    Map<String, Told> told() {
        return Map.copyOf(told);
    }

    /**
     * Senders that were refused, for now or for good. That one passes is no promise: so does, on a machine that is too busy,
     * whoever the store could not take note of in time.
     */
    Set<String> promised() {
        return Set.copyOf(promised);
    }

    /** How many senders a client was told this of, as the last thing. */
    long told(Told what) {
        return told.values().stream().filter(what::equals).count();
    }

    /** What was told and does not fit with what is true, or was told before. */
    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** How often nothing was told. */
    int unanswered() {
        return unanswered.get();
    }

    /** Has all clients leave, when they have been answered. */
    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
