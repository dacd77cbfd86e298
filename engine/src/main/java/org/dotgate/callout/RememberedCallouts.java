package org.dotgate.callout;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;

/**
 * Call-outs that answer with what others remember of addresses, ask nobody, and leave nothing behind. For those who want to
 * know what would happen. Thread-safe.
 */
public final class RememberedCallouts implements Callouts {
    private static final CalloutResult NOTHING =
            CalloutResult.known(Answer.UNKNOWN, "nothing is remembered, and nobody is asked for a message that nobody sends");

    private final Callouts callouts;

    private RememberedCallouts(Callouts callouts) {
        this.callouts = callouts;
    }

    /** @param callouts those that remember; where they ask nobody anyway, they are given back */
    public static Callouts of(Callouts callouts) {
        return callouts == NoCallouts.INSTANCE ? callouts : new RememberedCallouts(callouts);
    }

    /** Not by {@link Callouts#recall} of the others, which may have an answer renewed that will end soon. */
    @Override
    public CompletableFuture<Optional<CalloutResult>> recall(CalloutSettings settings, CalloutQuestion question) {
        return callouts.record(question.address())
                .thenApply(found -> found.filter(record -> record.answersFor(question.address()))
                        .map(record -> CalloutResult.known(record.answer(), record.reason())))
                .exceptionally(trouble -> Optional.empty())
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within) {
        return recall(settings, question).thenApply(found -> found.orElse(NOTHING));
    }

    @Override
    public void prepare(CalloutSettings settings, CalloutQuestion question) {
        // nobody will ask
    }

    @Override
    public boolean isAsking(InetAddress client) {
        return callouts.isAsking(client);
    }

    @Override
    public CompletionStage<Optional<CalloutRecord>> record(String address) {
        return callouts.record(address);
    }

    @Override
    public CompletionStage<Optional<CalloutWork>> work(String address) {
        return callouts.work(address);
    }

    @Override
    public CompletionStage<Boolean> forget(String address) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        return callouts.list(after, limit);
    }

    @Override
    public CalloutHealth health() {
        return callouts.health();
    }

    @Override
    public void close() {
        // it is the others' owner who closes them
    }
}
