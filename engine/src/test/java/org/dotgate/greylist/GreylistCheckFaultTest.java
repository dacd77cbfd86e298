package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Envelope;
import org.dotgate.spf.SpfResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told when others take too long, or fail. */
class GreylistCheckFaultTest extends CheckRig {
    @Test
    void clientShouldCountAsSuspiciousWhenDnsTakesTooLong() {
        dns.holds = true;
        CompletableFuture<GreylistResult> result = check("suspicious-only = yes")
                .atRecipient(client("192.0.2.7"), ANNA, BEN);
        assertThat(result).as("at = dot").isDone();

        CompletableFuture<GreylistResult> slow = check("at = rcpt", "suspicious-only = yes").atRecipient(client("192.0.2.7"), ANNA, BEN);
        timer.turn(Duration.ofMillis(4_999));
        workers.run();
        assertThat(slow).isNotDone();
        timer.turn(Duration.ofMillis(1));
        assertThat(slow).as("not on the timer's thread").isNotDone();
        workers.run();
        assertThat(told(slow.join())).isEqualTo(COME_BACK);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void spfShouldCountAsNoneWhenItTakesTooLong() {
        spfResult = new CompletableFuture<>();
        CompletableFuture<GreylistResult> slow = check("at = rcpt").atRecipient(client("192.0.2.7"), ANNA, BEN);
        timer.turn(Duration.ofSeconds(5));
        workers.run();

        assertThat(told(slow.join())).isEqualTo(COME_BACK);
    }

    @Test
    void messageShouldBeReadOnAWorkerWhenSpfHadToBeWaitedFor() {
        CompletableFuture<SpfResult> late = new CompletableFuture<>();
        spfResult = late;
        CompletableFuture<GreylistResult> result = check().atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello"));
        late.complete(SpfResult.PASS);
        assertThat(reads).isZero();
        workers.run();

        assertThat(reads).isEqualTo(1);
        assertThat(told(result.join())).isEqualTo(COME_BACK);
    }

    @ParameterizedTest(name = "on-failure = {0}")
    @CsvSource({"pass, nothing", "tempfail, '451 4.3.0 Greylist not available, please try again later'"})
    void storeThatFailsShouldBeAnsweredAsConfigured(String onFailure, String told) {
        GreylistCheck check = check("on-failure = " + onFailure, new String[0]);
        memory.fail("disk full");

        GreylistResult result = dot(check, "192.0.2.7", ANNA, "hello", BEN);

        assertThat(told(result)).isEqualTo(told);
        assertThat(result.answer().isUnavailable()).isTrue();
        assertThat(greylist.unavailable()).isEqualTo(1);
    }

    @Test
    void storeThatNeverAnswersShouldCountAsFailed() {
        GreylistCheck check = check("on-failure = tempfail", new String[0]);
        store.hold();
        CompletableFuture<GreylistResult> result = check.atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello"));
        timer.turn(Duration.ofSeconds(9));
        workers.run();

        assertThat(told(result.join())).startsWith("451 4.3.0");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void workShouldEndWhenItIsCancelled() {
        store.hold();
        CompletableFuture<GreylistResult> result = check().atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello"));
        result.cancel(false);
        assertThat(timer.pending()).isZero();
        store.letGo();
        workers.run();

        assertThat(spfQuestions + reads + store.replaces).isZero();
    }

    @Test
    void failureShouldBeToldWhenTheMessageCannotBeRead() {
        unreadable = new IOException("spool is gone");

        assertThat(check().atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello")))
                .failsWithin(Duration.ZERO).withThrowableThat().withCause(unreadable);
    }

    @Test
    void shadowShouldDelayNobodyWhenTheStoreFails() {
        memory.fail("disk full");

        assertThat(told(dot(check("on-failure = tempfail", new String[] {"mode = shadow"}), "192.0.2.7", ANNA, "hello", BEN)))
                .isEqualTo("nothing");
    }
}
