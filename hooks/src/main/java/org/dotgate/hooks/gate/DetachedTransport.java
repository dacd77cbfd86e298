package org.dotgate.hooks.gate;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;

/**
 * The transport of a {@link DetachedSession}. What it knows of the connection stays known when that is gone, and James's
 * handlers cannot take line handlers off through it: the gate does that itself, once, when the session wakes. As
 * thread-safe as the transport behind it.
 */
final class DetachedTransport implements ProtocolTransport {
    private final ProtocolTransport transport;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;

    DetachedTransport(ProtocolTransport transport) {
        this.transport = transport;
        this.remote = transport.getRemoteAddress();
        this.local = transport.getLocalAddress();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public String getId() {
        return transport.getId();
    }

    @Override
    public boolean isTLSStarted() {
        return transport.isTLSStarted();
    }

    @Override
    public boolean isStartTLSSupported() {
        return transport.isStartTLSSupported();
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return transport.getSSLSession();
    }

    @Override
    public boolean isProxyRequired() {
        return transport.isProxyRequired();
    }

    @Override
    public void writeResponse(Response response, ProtocolSession session) {
        transport.writeResponse(response, session);
    }

    @Override
    public void popLineHandler() {
        // done by the gate when the session wakes
    }

    @Override
    public void pushLineHandler(LineHandler<? extends ProtocolSession> handler, ProtocolSession session) {
        transport.pushLineHandler(handler, session);
    }

    @Override
    public void setReadable(boolean readable) {
        transport.setReadable(readable);
    }

    @Override
    public boolean isReadable() {
        return transport.isReadable();
    }
}
