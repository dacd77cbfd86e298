package org.dotgate.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dotgate.dns.ZoneDns;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.BeforeEach;

/** A {@link JspfSpf} with time, workers and DNS turned by hand, and a DNS that knows a few domains. */
abstract class SpfRig {
    static final String CLIENT = "192.0.2.1";

    final ManualTimer timer = new ManualTimer();
    final QueuedWorkers workers = new QueuedWorkers();
    final ZoneDns dns = ZoneDns.of(Map.of());
    final Spf spf = new JspfSpf(dns, timer, workers);

    @BeforeEach
    void fillZone() {
        dns.zone().put("mx.test", "A 192.0.2.1", "AAAA 2001:db8::1");
        dns.zone().put("other.test", "A 198.51.100.7", "AAAA 2001:db8:1::7");
        dns.zone().put("pass.test", "TXT v=spf1 +all");
        dns.zone().put("fail.test", "TXT v=spf1 -all");
        dns.zone().put("soft.test", "TXT v=spf1 ~all");
        dns.zone().put("neutral.test", "TXT v=spf1 ?all");
        dns.zone().put("empty.test", "TXT v=spf1");
        dns.zone().put("nospf.test", "TXT hello", "TXT v=spf10 +all");
        dns.zone().put("wrong.test", "TXT v=spf1 nonsense:mechanism -all");
        dns.zone().put("mail.test", "MX 10 other.test", "MX 20 mx.test");
        dns.zone().put("dead.test", "MX 10 nowhere.test", "A 192.0.2.1");
        dns.zone().put("nullmx.test", "MX 0 .");
        dns.zone().put("1.2.0.192.in-addr.arpa", "PTR mx.test");
        dns.zone().put("7.100.51.198.in-addr.arpa", "PTR mx.test");
        dns.fail("broken.test");
    }

    SpfResult check(String client, String helo, String sender) {
        CompletionStage<SpfResult> result = spf.check(client(client), helo, sender);
        workers.run();
        assertThat(result.toCompletableFuture()).isCompleted();
        assertThat(timer.pending()).isZero();
        return result.toCompletableFuture().join();
    }

    static InetAddress client(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
