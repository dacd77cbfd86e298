package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.time.Duration;

/** The configurations that are measured. */
final class Ini {
    private Ini() {}

    /**
     * Senders are asked about at the servers given; limits on each are high, since a few stand for many here.
     *
     * @param stage how long each stage may take while a client waits
     * @param total how long all of them together, and again in the background
     */
    static String callouts(MxDns dns, RemoteMx mx, Duration stage, Duration total) throws IOException {
        return """
                [store]
                url = file:var/callouts

                [dot]
                run =

                [callout]
                enabled = yes
                helo = mx.dotgate.test
                resolver = %s
                port = %d
                allow-private = yes
                soft = connect %4$ds, greeting %4$ds, helo %4$ds, mail %4$ds, rcpt %4$ds
                soft-total = %5$ds
                hard-total = %5$ds
                catch-all = no
                per-mx-connections = 100
                per-mx-per-minute = 10000
                """.formatted(dns.address(), mx.port(), null, stage.toSeconds(), total.toSeconds());
    }
}
