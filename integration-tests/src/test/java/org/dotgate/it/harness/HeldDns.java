package org.dotgate.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A DNS server on loopback that knows no name (RFC 1035, section 4.1.1: name error), and says so at once or when the test
 * lets it. Thread-safe: its lock is the object itself.
 */
public final class HeldDns implements AutoCloseable {
    private static final int LONGEST = 512;

    private final DatagramSocket socket;
    private final List<DatagramPacket> waiting = new ArrayList<>();
    private int questions;
    private boolean holding;

    private HeldDns() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "held-dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to listen. */
    public static HeldDns open() {
        try {
            return new HeldDns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, as {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Has further questions wait. */
    public synchronized void hold() {
        holding = true;
    }

    /** Answers what waits, and further questions at once. */
    public synchronized void release() {
        holding = false;
        waiting.forEach(this::answer);
        waiting.clear();
    }

    /** How many questions have come. */
    public synchronized int questions() {
        return questions;
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[LONGEST], LONGEST);
                socket.receive(question);
                take(question);
            }
        } catch (IOException closed) {
            // as the test is over
        }
    }

    private synchronized void take(DatagramPacket question) {
        questions++;
        if (holding) {
            waiting.add(question);
        } else {
            answer(question);
        }
    }

    private void answer(DatagramPacket question) {
        byte[] octets = Arrays.copyOf(question.getData(), question.getLength());
        octets[2] |= (byte) 0x80;
        octets[3] = (byte) 0x83;
        try {
            socket.send(new DatagramPacket(octets, octets.length, question.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
