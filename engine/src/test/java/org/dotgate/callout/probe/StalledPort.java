package org.dotgate.callout.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of the loopback that neither accepts a connection nor refuses one, as a host behind a strict firewall: its queue is
 * full.
 */
final class StalledPort implements AutoCloseable {
    private final ServerSocket listener;
    private final List<SocketChannel> queue = new ArrayList<>();

    /** @param port 0 for a free one */
    StalledPort(String address, int port) {
        try {
            listener = new ServerSocket(port, 1, InetAddress.getByName(address));
            SocketAddress here = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
            for (int i = 0; i < 4; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(here);
                queue.add(filler);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetAddress address() {
        return listener.getInetAddress();
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (SocketChannel filler : queue) {
                filler.close();
            }
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
