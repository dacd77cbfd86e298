package org.dotgate.hooks.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StreamResponse;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** A connection without a socket: what is written is queued for its I/O thread, as Netty does, and noted there. */
final class FakeConnection implements ProtocolTransport {
    final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    final ExtendedSMTPSession session;
    private final Executor io;
    private volatile Runnable whenAsked = () -> {};

    /** @param io the connection's I/O thread */
    FakeConnection(Executor io) {
        this.io = io;
        this.session = new ExtendedSMTPSession(new SMTPConfigurationImpl(), this);
    }

    /** What happens at the moment the connection's address is asked for, once. */
    void whenAsked(Runnable action) {
        whenAsked = () -> {
            whenAsked = () -> {};
            action.run();
        };
    }

    /** The next line written to the client, for which the test waits at most ten seconds. */
    String reply() throws InterruptedException {
        String line = written.poll(60, TimeUnit.SECONDS);
        return line == null ? "nothing was written" : line;
    }

    /** Notes a reply; on the I/O thread. */
    void note(Response response) {
        if (response == null) {
            return;
        }
        response.getLines().forEach(line -> written.add(line.toString()));
        if (response.isEndSession()) {
            written.add("closed");
        }
        if (response instanceof StreamResponse) {
            try (InputStream behind = ((StreamResponse) response).getStream()) {
                behind.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void writeResponse(Response response, ProtocolSession to) {
        io.execute(() -> note(response));
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        whenAsked.run();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 12345);
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    }

    @Override
    public String getId() {
        return "fake";
    }

    @Override
    public boolean isTLSStarted() {
        return false;
    }

    @Override
    public boolean isStartTLSSupported() {
        return false;
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return Optional.empty();
    }

    @Override
    public boolean isProxyRequired() {
        return false;
    }

    @Override
    public void popLineHandler() {
        // nothing is pushed on a fake
    }

    @Override
    public void pushLineHandler(LineHandler<? extends ProtocolSession> handler, ProtocolSession to) {
        // nothing is handled here
    }

    @Override
    public void setReadable(boolean readable) {
        // always
    }

    @Override
    public boolean isReadable() {
        return true;
    }
}
