package org.dotgate.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on loopback that takes every connection and never says a word. Thread-safe. */
public final class SilentServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

    private SilentServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::take, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to listen. */
    public static SilentServer open() {
        try {
            return new SilentServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void take() {
        try {
            while (true) {
                connections.add(socket.accept());
            }
        } catch (IOException closed) {
            // as the test is over
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
