package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.junit.jupiter.api.Test;

class RememberedCalloutsTest {
    private static final CalloutSettings SETTINGS = CalloutRig.settings();

    private CompletionStage<Optional<CalloutRecord>> record = CompletableFuture.completedFuture(Optional.empty());
    private final Callouts callouts = RememberedCallouts.of(new OnlyRecords());

    @Test
    void answerShouldBeTheOneThatIsRemembered() {
        record = CompletableFuture.completedFuture(Optional.of(record("anna@client.test", Answer.NOT_FOUND)));

        assertThat(ask("anna@client.test")).hasToString("not_found: 550 no such user");
    }

    @Test
    void answerShouldBeUnknownWhenNothingIsRemembered() {
        assertThat(ask("anna@client.test").answer()).hasValue(Answer.UNKNOWN);
        assertThat(callouts.recall(SETTINGS, new CalloutQuestion("anna@client.test", "us")).join()).isEmpty();
    }

    @Test
    void answerShouldBeUnknownWhenItIsAboutAnotherOfTheSameKey() {
        record = CompletableFuture.completedFuture(Optional.of(record("anna+x@client.test", Answer.NOT_FOUND)));

        assertThat(ask("anna@client.test").answer()).hasValue(Answer.UNKNOWN);
    }

    @Test
    void answerShouldBeUnknownWhenTheStoreFails() {
        record = CompletableFuture.failedFuture(new IllegalStateException("no disk"));

        assertThat(ask("anna@client.test").answer()).hasValue(Answer.UNKNOWN);
    }

    @Test
    void nothingShouldBeAskedForgottenOrClosed() {
        callouts.prepare(SETTINGS, new CalloutQuestion("anna@client.test", "us"));
        callouts.close();

        assertThat(callouts.forget("anna@client.test").toCompletableFuture().join()).isFalse();
        assertThat(RememberedCallouts.of(NoCallouts.INSTANCE)).isSameAs(NoCallouts.INSTANCE);
    }

    private CalloutResult ask(String address) {
        return callouts.ask(SETTINGS, new CalloutQuestion(address, "us")).join();
    }

    private static CalloutRecord record(String address, Answer answer) {
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        return new CalloutRecord(address, answer, CalloutRecord.Attempt.HARD, Stage.RCPT, "mx.client.test", now, now.plusSeconds(60),
                "550 no such user", List.of());
    }

    /** Whatever else is called fails the test. */
    private final class OnlyRecords implements Callouts {
        @Override
        public CompletionStage<Optional<CalloutRecord>> record(String address) {
            return record;
        }

        @Override
        public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletableFuture<Optional<CalloutResult>> recall(CalloutSettings settings, CalloutQuestion question) {
            throw new AssertionError("may renew");
        }

        @Override
        public void prepare(CalloutSettings settings, CalloutQuestion question) {
            throw new AssertionError("prepared");
        }

        @Override
        public boolean isAsking(InetAddress client) {
            return false;
        }

        @Override
        public CompletionStage<Boolean> forget(String address) {
            throw new AssertionError("forgotten");
        }

        @Override
        public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
            throw new AssertionError("listed");
        }

        @Override
        public CalloutHealth health() {
            return new CalloutHealth(0, 0, null);
        }

        @Override
        public void close() {
            throw new AssertionError("closed");
        }
    }
}
