package org.dotgate.hooks.gate;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StreamResponse;

/**
 * A reply that calls back on the connection's I/O thread once that has come to write it. A worker's reply is only queued
 * for that thread, and James offers no way to wait for it but this: behind a reply's lines it writes a stream, which it
 * reads on the I/O thread. Ours is empty, and being read, or closed with the connection, is the echo.
 */
final class ReplyWithEcho implements StreamResponse {
    private final Response reply;
    private final Echo echo;

    /** @param reply the reply, or null for the echo alone */
    ReplyWithEcho(Response reply, Runnable action) {
        this.reply = reply == null ? NoLines.INSTANCE : reply;
        this.echo = new Echo(action);
    }

    @Override
    public String getRetCode() {
        return reply.getRetCode();
    }

    @Override
    public List<CharSequence> getLines() {
        return reply.getLines();
    }

    @Override
    public boolean isEndSession() {
        return reply.isEndSession();
    }

    @Override
    public InputStream getStream() {
        return echo;
    }

    private static final class Echo extends InputStream {
        private final Runnable action;
        private final AtomicBoolean heard = new AtomicBoolean();

        Echo(Runnable action) {
            this.action = action;
        }

        @Override
        public int read() {
            hear();
            return -1;
        }

        @Override
        public void close() {
            hear();
        }

        private void hear() {
            if (heard.compareAndSet(false, true)) {
                action.run();
            }
        }
    }
}
