package org.dotgate.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.dkim.TestSigner.message;
import static org.dotgate.dkim.TestSigner.octets;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dotgate.dkim.DkimResult.Status;
import org.dotgate.dns.ZoneDns;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.BeforeEach;

/** A {@link JdkimDkim} with time, workers and DNS turned by hand, and a signer whose key is in that DNS. */
abstract class DkimRig {
    static final String PLAIN = message("Received: from a by b", "From: Alice <alice@example.test>", "To: bob@example.net",
            "Subject: Dinner,  \t and", "\t more", "", "Hi  Bob,", "", "see you \t ", "Alice", "", "");

    final ManualTimer timer = new ManualTimer();
    final QueuedWorkers workers = new QueuedWorkers();
    final ZoneDns dns = ZoneDns.of(Map.of());
    final Dkim dkim = new JdkimDkim(dns, timer, workers);
    final TestSigner signer = TestSigner.rsa();

    @BeforeEach
    void publishKey() {
        dns.zone().put(signer.keyName(), "TXT " + signer.record());
    }

    DkimResult check(String message) {
        return check(new BytesMessage(octets(message)));
    }

    DkimResult check(SpooledMessage message) {
        CompletionStage<DkimResult> result = dkim.check(message);
        workers.run();
        assertThat(result.toCompletableFuture()).isCompleted();
        assertThat(timer.pending()).isZero();
        return result.toCompletableFuture().join();
    }

    void assertPass(DkimResult result) {
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.PASS);
        assertThat(result.domains()).containsExactly(signer.domain);
        assertThat(result.detail()).isEmpty();
    }
}
