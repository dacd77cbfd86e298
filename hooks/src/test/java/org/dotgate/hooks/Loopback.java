package org.dotgate.hooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;

/** A connection that nothing is written to. */
final class Loopback implements ProtocolTransport {
    @Override
    public InetSocketAddress getRemoteAddress() {
        return new InetSocketAddress("localhost", 12345);
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    }

    @Override
    public String getId() {
        return "loopback";
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
    public void writeResponse(Response response, ProtocolSession to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void popLineHandler() {
        // none is pushed
    }

    @Override
    public void pushLineHandler(LineHandler<? extends ProtocolSession> handler, ProtocolSession to) {
        throw new UnsupportedOperationException();
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
