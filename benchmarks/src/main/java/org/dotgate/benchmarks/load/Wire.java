package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** One connection to a server. Owned by its loop's thread. */
final class Wire {
    private final SocketChannel channel;
    private final Dialogue dialogue;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>(2);
    private final Replies replies;
    private SelectionKey key;
    private boolean closed;

    private Wire(SocketChannel channel, Dialogue dialogue, Replies replies) {
        this.channel = channel;
        this.dialogue = dialogue;
        this.replies = replies;
    }

    static Wire connect(Selector selector, InetSocketAddress to, Dialogue dialogue, Replies replies) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Wire wire = new Wire(channel, dialogue, replies);
            boolean connected = channel.connect(to);
            wire.key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, wire);
            if (connected) {
                dialogue.connected(wire);
            }
            return wire;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends a command line. */
    void say(String command) {
        send(ByteBuffer.wrap((command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** Sends octets as they are; the buffer's position is moved. */
    void send(ByteBuffer octets) {
        unsent.add(octets);
        try {
            flush();
        } catch (IOException e) {
            lose(e.toString());
        }
    }

    /** Closes the connection; the dialogue hears no more. */
    void close() {
        closed = true;
        key.cancel();
        unsent.clear();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
            unsent.clear();
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            unsent.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** The selector found something to do. */
    void ready(ByteBuffer scratch) {
        if (closed) {
            return;
        }
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                dialogue.connected(this);
                return;
            }
            int ready = key.readyOps();
            if ((ready & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
            if ((ready & SelectionKey.OP_READ) != 0) {
                read(scratch);
            }
        } catch (IOException e) {
            lose(e.toString());
        }
    }

    private void read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        if (channel.read(scratch) < 0) {
            lose("connection closed by the server");
            return;
        }
        scratch.flip();
        long now = System.nanoTime();
        while (!closed) {
            int code = replies.next(scratch);
            if (code == Replies.INCOMPLETE) {
                return;
            }
            if (code == Replies.GARBAGE) {
                lose("not a reply");
                return;
            }
            dialogue.replied(this, code, now);
        }
    }

    private void lose(String why) {
        // not by asking the key: a connection that fails closes its channel, and the key with it
        if (!closed) {
            close();
            dialogue.lost(this, why, System.nanoTime());
        }
    }
}
