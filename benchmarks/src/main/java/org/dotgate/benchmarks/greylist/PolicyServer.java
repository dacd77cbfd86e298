package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistAnswer;
import org.dotgate.greylist.GreylistRequest;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.greylist.Origin;

/**
 * Dotgate's greylist behind the policy protocol that Postfix speaks, so that it can be measured as postgrey is; on a free
 * port of the loopback address. For measuring only: it takes one question at a time on a connection, and closes a connection
 * that sends anything unexpected. One thread reads; an answer is written by whoever has it. Thread-safe.
 */
final class PolicyServer implements AutoCloseable {
    private static final int LONGEST_QUESTION = 4096;
    private static final int BACKLOG = 1_000;
    private static final long END_MILLIS = 5_000;
    private static final byte[] PASS = "action=DUNNO\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Greylist greylist;
    private final GreylistSettings settings;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread;

    PolicyServer(Greylist greylist, GreylistSettings settings) throws IOException {
        this.greylist = greylist;
        this.settings = settings;
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(this::run, "policy-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    private void run() {
        try {
            while (server.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            // the clients notice that nobody answers
            System.err.println("bench: " + e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel client = server.accept();
                if (client != null) {
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LONGEST_QUESTION));
                }
            } else {
                read((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
            close(key);
        }
    }

    private void read(SocketChannel client, ByteBuffer question) throws IOException {
        if (client.read(question) < 0 || !question.hasRemaining()) {
            throw new IOException("the client has gone, or asks too much");
        }
        int end = question.position();
        if (end < 2 || question.get(end - 1) != '\n' || question.get(end - 2) != '\n') {
            return;
        }
        String text = new String(question.array(), 0, end, StandardCharsets.US_ASCII);
        question.clear();
        String network = Origin.network(InetAddress.getByName(value(text, "client_address")), settings);
        GreylistRequest request =
                new GreylistRequest(network, value(text, "sender"), List.of(value(text, "recipient")), null);
        greylist.ask(settings, request).whenComplete((answer, error) -> answer(client, answer));
    }

    private static String value(String question, String name) throws IOException {
        int at = question.indexOf("\n" + name + "=");
        if (at < 0) {
            throw new IOException("no " + name);
        }
        int begin = at + name.length() + 2;
        return question.substring(begin, question.indexOf('\n', begin));
    }

    private static void answer(SocketChannel client, GreylistAnswer answer) {
        byte[] octets = answer != null && answer.isPass()
                ? PASS
                : ("action=DEFER_IF_PERMIT Greylisted, please come back in " + (answer == null ? "a while" : answer.remaining())
                        + "\n\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        try {
            client.write(buffer);
            if (buffer.hasRemaining()) {
                // who asks one thing at a time has room for an answer
                client.close();
            }
        } catch (IOException e) {
            // it did not wait for the answer
            System.err.println("bench: " + e);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is gone either way
            System.err.println("bench: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!selector.isOpen()) {
            return;
        }
        server.close();
        selector.wakeup();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            close(key);
        }
        selector.close();
    }
}
