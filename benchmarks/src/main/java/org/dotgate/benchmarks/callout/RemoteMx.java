package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mail exchangers on addresses of their own, {@code 127.0.1.1} and following, on one port, that take every sender and
 * recipient, or fall silent at a stage: the first connection at its greeting, the next at EHLO, and so on in turn. One
 * thread. Ends with all its connections when closed.
 */
final class RemoteMx implements AutoCloseable {
    /** Where connections fall silent, in turn. */
    private static final List<String> STAGES = List.of("GREETING", "EHLO", "MAIL", "RCPT");
    private static final int BACKLOG = 200;

    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocate(4096);
    private final AtomicInteger open = new AtomicInteger();
    private final boolean stalls;
    private int accepted;

    /**
     * Begins to listen.
     *
     * @param hosts how many, up to 250
     * @param stalls whether they fall silent
     */
    RemoteMx(int hosts, boolean stalls) throws IOException {
        this.stalls = stalls;
        int port = 0;
        for (int host = 0; host < hosts; host++) {
            ServerSocketChannel server = ServerSocketChannel.open();
            servers.add(server);
            server.bind(new InetSocketAddress(InetAddress.getByName(address(host)), port), BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        }
        Thread thread = new Thread(this::serve, "remote-mx");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where a host listens. */
    static String address(int host) {
        return "127.0.1." + (1 + host);
    }

    int port() throws IOException {
        return ((InetSocketAddress) servers.get(0).getLocalAddress()).getPort();
    }

    /** How many connections there are. */
    int open() {
        return open.get();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | ClosedSelectorException e) {
            // closed
            open.set(0);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
                client.configureBlocking(false);
                Talk talk = new Talk(client, stalls ? STAGES.get(accepted++ % STAGES.size()) : "");
                client.register(selector, SelectionKey.OP_READ, talk);
                open.incrementAndGet();
                talk.answer("GREETING");
            } else {
                ((Talk) key.attachment()).read();
            }
        } catch (IOException e) {
            end((SocketChannel) key.channel());
        }
    }

    private void end(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            // it is gone either way
        }
        open.decrementAndGet();
    }

    /** One connection. Commands come one at a time, and replies fit into the socket's buffer. */
    private final class Talk {
        private final SocketChannel client;
        private final String silentAt;

        Talk(SocketChannel client, String silentAt) {
            this.client = client;
            this.silentAt = silentAt;
        }

        void read() throws IOException {
            scratch.clear();
            int count = client.read(scratch);
            if (count < 0) {
                end(client);
            } else if (count >= 4) {
                answer(new String(scratch.array(), 0, 4, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT));
            }
        }

        void answer(String verb) throws IOException {
            if (verb.equals(silentAt)) {
                return;
            }
            String reply = verb.equals("GREETING") ? "220 mx.test\r\n" : verb.equals("QUIT") ? "221 bye\r\n" : "250 fine\r\n";
            client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
