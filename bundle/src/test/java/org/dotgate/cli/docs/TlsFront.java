package org.dotgate.cli.docs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Speaks TLS on a port of loopback for a server that does not, and counts what clients say to it. Thread-safe. */
final class TlsFront implements AutoCloseable {
    private final int server;
    private final ServerSocket socket;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final AtomicLong octets = new AtomicLong();

    /**
     * Begins.
     *
     * @param keys a key and its certificate, as PKCS #12
     * @param server the port of loopback where the server is
     */
    TlsFront(Path keys, char[] password, int server) throws Exception {
        this.server = server;
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(keys.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        socket = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How much of what clients said has come to the server. */
    long octets() {
        return octets.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            open.add(client);
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(behind);
            thread(() -> copy(client, behind, octets));
            thread(() -> copy(behind, client, new AtomicLong()));
        }
    }

    private static void copy(Socket from, Socket to, AtomicLong count) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                count.addAndGet(read);
                out.write(some, 0, read);
            }
        }
    }

    private interface Act {
        void run() throws IOException;
    }

    /** Ends with its sockets. */
    private static void thread(Act act) {
        Thread thread = new Thread(() -> {
            try {
                act.run();
            } catch (IOException e) {
                // one of both ends has gone, or no TLS came about; the client sees it
            }
        }, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Closeable one : open) {
            one.close();
        }
    }
}
