package org.dotgate.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A DNS server on 127.0.0.1, UDP and TCP on one free port, that answers out of a {@link Zone} and, for the names it is told,
 * misbehaves. It writes its octets itself, so that it agrees with no library by accident.
 *
 * <pre>
 * try (ScriptedDns server = ScriptedDns.start(Map.of("example.test", List.of("A 192.0.2.1")))) {
 *     server.fault("broken.test", ScriptedDns.Fault.SERVFAIL);
 *     Dns dns = new DnsjavaDns(server.address(), timer, workers);
 * }
 * </pre>
 */
public final class ScriptedDns implements AutoCloseable {
    /** What can be wrong with the answers about a name. */
    public enum Fault {
        /** RCODE 2. */
        SERVFAIL,
        /** RCODE 5. */
        REFUSED,
        /** No answer at all. */
        SILENCE,
        /** No answer to the first two questions; then as the zone says. */
        SILENCE_TWICE,
        /** No answer to the next question; then as the zone says. */
        SILENCE_ONCE,
        /** Octets that are no message. */
        GARBAGE,
        /** The right message under another message's number. */
        WRONG_ID,
        /** The right message, but to another question. */
        WRONG_QUESTION,
        /** Nothing but the bit that says "ask by TCP" when asked by UDP. */
        TRUNCATED,
        /** The right records, and others that nobody asked for. */
        STRANGE_RECORDS,
        /** A record whose length goes beyond the message's end. */
        CUT_OFF,
        /** A name that points at itself (RFC 1035, section 4.1.4). */
        POINTER_LOOP
    }

    private static final Map<Integer, String> TYPES =
            Map.of(1, "A", 2, "NS", 5, "CNAME", 6, "SOA", 12, "PTR", 15, "MX", 16, "TXT", 28, "AAAA", 99, "SPF");
    static final int QUESTION = 12;
    /** Room for a burst while this machine is busy with others; the system may give less. */
    private static final int UDP_BUFFER = 4 << 20;

    private final Zone zone;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool(action -> {
        Thread thread = new Thread(action, "scripted-dns");
        thread.setDaemon(true);
        return thread;
    });

    private ScriptedDns(Zone zone, DatagramSocket udp, ServerSocket tcp) {
        this.zone = zone;
        this.udp = udp;
        this.tcp = tcp;
    }

    private static DatagramSocket udp(InetSocketAddress address) throws IOException {
        DatagramSocket udp = new DatagramSocket(address);
        udp.setReceiveBufferSize(UDP_BUFFER);
        return udp;
    }

    public static ScriptedDns start(Map<String, List<String>> records) throws IOException {
        return start(Zone.of(records));
    }

    /** @param zone may be changed while the server runs */
    public static ScriptedDns start(Zone zone) throws IOException {
        for (int attempt = 0; ; attempt++) {
            DatagramSocket udp = udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try {
                ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 50, InetAddress.getLoopbackAddress());
                ScriptedDns server = new ScriptedDns(zone, udp, tcp);
                server.threads.execute(server::serveUdp);
                server.threads.execute(server::serveTcp);
                return server;
            } catch (IOException e) {
                // another has the port for TCP
                udp.close();
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #start(Map)}, but on port 53 of an address of this machine that is nobody else's. */
    public static ScriptedDns start(Map<String, List<String>> records, InetAddress address) throws IOException {
        ScriptedDns server = new ScriptedDns(Zone.of(records), udp(new InetSocketAddress(address, 53)),
                new ServerSocket(53, 50, address));
        server.threads.execute(server::serveUdp);
        server.threads.execute(server::serveTcp);
        return server;
    }

    /** Where it listens, as {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + udp.getLocalPort();
    }

    public Zone zone() {
        return zone;
    }

    /**
     * Answers are wrong in this way from now on.
     *
     * @param what a name, or a name and a type such as {@code example.test AAAA}
     */
    public void fault(String what, Fault fault) {
        String[] parts = what.split(" ", 2);
        faults.put(parts[0].toLowerCase(Locale.ROOT) + (parts.length == 1 ? "" : " " + parts[1]), fault);
    }

    /** Answers about this name are right from now on. */
    public void heal(String name) {
        faults.keySet().removeIf(what -> what.split(" ")[0].equals(name.toLowerCase(Locale.ROOT)));
    }

    /** Answers about this name, from now on, wait until the latch is opened. */
    public CountDownLatch hold(String name) {
        CountDownLatch latch = new CountDownLatch(1);
        held.put(name.toLowerCase(Locale.ROOT), latch);
        return latch;
    }

    /** What was asked, such as {@code udp example.test TXT}, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How often this was asked, such as {@code udp example.test TXT}. */
    public long asked(String question) {
        return asked().stream().filter(question::equals).count();
    }

    private void serveUdp() {
        try {
            while (!udp.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                udp.receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                SocketAddress client = packet.getSocketAddress();
                if (held.containsKey(name(query))) {
                    threads.execute(() -> answerUdp(query, client));
                } else {
                    // a thread for each would be too slow for a burst
                    answerUdp(query, client);
                }
            }
        } catch (IOException | RejectedExecutionException e) {
            // closed
        }
    }

    private void answerUdp(byte[] query, SocketAddress client) {
        try {
            byte[] reply = reply(query, "udp");
            if (reply.length > 0) {
                udp.send(new DatagramPacket(reply, reply.length, client));
            }
        } catch (IOException e) {
            // closed meanwhile
        }
    }

    private void serveTcp() {
        try {
            while (!tcp.isClosed()) {
                Socket socket = tcp.accept();
                threads.execute(() -> answerTcp(socket));
            }
        } catch (IOException | RejectedExecutionException e) {
            // closed
        }
    }

    private void answerTcp(Socket client) {
        try (Socket socket = client; DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] reply = reply(query, "tcp");
                if (reply.length > 0) {
                    out.writeShort(reply.length);
                    out.write(reply);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // the client has left
        }
    }

    private byte[] reply(byte[] query, String transport) throws IOException {
        String name = name(query);
        int end = QUESTION + name.length() + (name.isEmpty() ? 1 : 2);
        String type = TYPES.getOrDefault(ByteBuffer.wrap(query).getShort(end) & 0xffff, "?");
        asked.add(transport + " " + name + " " + type);
        await(name);
        String key = faults.containsKey(name + " " + type) ? name + " " + type : name;
        Fault fault = faults.get(key);
        if (fault == Fault.SILENCE || fault == Fault.SILENCE_TWICE && faults.replace(key, fault, Fault.SILENCE_ONCE)
                || fault == Fault.SILENCE_ONCE && faults.remove(key, fault)) {
            return new byte[0];
        }
        if (fault == Fault.GARBAGE) {
            return new byte[] {query[0], query[1], (byte) 0x81, (byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -2, -3};
        }
        boolean truncated = transport.equals("udp") && fault == Fault.TRUNCATED;
        ScriptedReply reply = new ScriptedReply(query, end + 4, truncated);
        if (fault == Fault.SERVFAIL || fault == Fault.REFUSED) {
            return reply.octets(fault == Fault.SERVFAIL ? 2 : 5);
        }
        if (!truncated) {
            fill(reply, name, type, fault);
        }
        byte[] octets = reply.octets(known(name) || fault != null ? 0 : 3);
        if (fault == Fault.WRONG_ID) {
            octets[0] ^= 0x55;
        } else if (fault == Fault.WRONG_QUESTION) {
            octets[QUESTION + 1] ^= 1;
        } else if (transport.equals("udp") && octets.length > 1200) {
            return new ScriptedReply(query, end + 4, true).octets(0);
        }
        return octets;
    }

    private boolean known(String name) {
        return zone.knows(name);
    }

    private void fill(ScriptedReply reply, String name, String type, Fault fault) throws IOException {
        String current = name;
        for (int hops = 0; hops < 50 && !type.equals("CNAME"); hops++) {
            List<String> alias = zone.at(current, "CNAME");
            // "@" leaves the next step to another question
            if (alias.isEmpty()) {
                break;
            }
            boolean alone = alias.get(0).startsWith("@");
            String target = alone ? alias.get(0).substring(1) : alias.get(0);
            reply.record(current, "CNAME", Zone.name(target));
            if (alone) {
                return;
            }
            current = target;
        }
        if (fault == Fault.STRANGE_RECORDS) {
            reply.record("victim.test", "A", Zone.data("A", "203.0.113.66"));
            reply.record("victim.test", type, Zone.data(type, type.equals("MX") ? "1 evil.test" : "203.0.113.66"));
            reply.record(current, "CNAME".equals(type) ? "A" : "NS", Zone.name("evil.test"));
        }
        for (String content : zone.at(current, type)) {
            reply.record(current, type, Zone.data(type, content));
        }
        if (fault == Fault.CUT_OFF) {
            reply.cutOff(current, type);
        } else if (fault == Fault.POINTER_LOOP) {
            reply.pointerLoop();
        }
    }

    private void await(String name) {
        CountDownLatch latch = held.get(name);
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static int number(String type) {
        return TYPES.entrySet().stream().filter(entry -> entry.getValue().equals(type)).findFirst().orElseThrow().getKey();
    }

    private static String name(byte[] query) {
        StringBuilder name = new StringBuilder();
        for (int at = QUESTION; query[at] != 0; at += 1 + query[at]) {
            name.append(name.length() == 0 ? "" : ".")
                    .append(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        held.values().forEach(CountDownLatch::countDown);
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            // closed as far as it can be
        }
        threads.shutdownNow();
    }
}
