package org.dotgate.callout.probe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;
import org.dotgate.callout.answer.Stage;

/**
 * TLS with whoever answers. The certificate is not checked: the host's name comes from DNS that nobody has signed, so there is
 * nothing to check it against, and mail would go to the same host in the clear otherwise (RFC 3207, section 4.1; RFC 7435).
 * What it serves for is that nobody on the way reads along, and that hosts answer which insist on TLS. Thread-safe.
 */
final class OpportunisticTls {
    /** Whoever is asked again within a minute may go on with the same keys; more would only fill memory. */
    private static final int MAX_SESSIONS = 100;

    private final SslContext context;

    OpportunisticTls() {
        try {
            context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .sessionCacheSize(MAX_SESSIONS)
                    .sessionTimeout(60)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }

    /**
     * TLS to a host, whose name is told to it. The time of the handshake belongs to {@link Stage#HELO}; Netty's own clocks play no
     * part.
     */
    SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = context.newHandler(allocator, host, port);
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
