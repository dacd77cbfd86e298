package org.dotgate.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run has to do with its house's {@link Memory}: it asks for a decision made before, and hands in the one that has
 * been made now, less what must be found out each time. The memory is foreign: it may throw, and it may be slow, and then
 * the message is judged as if nothing were remembered. Thread-safe.
 */
final class Recollection {
    /** How long a run waits for what is remembered; then it judges. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOGGER = LoggerFactory.getLogger(Recollection.class);

    private final FilterChain chain;
    private final Memory memory;
    private final Timer timer;

    Recollection(FilterChain chain, Memory memory, Timer timer) {
        this.chain = chain;
        this.memory = memory;
        this.timer = timer;
    }

    /**
     * Looks for a decision made before.
     *
     * @return to come within {@link #PATIENCE}, on any thread; never fails. Complete when this returns if the answer is at
     *     hand
     */
    CompletableFuture<Optional<Decision>> recall(Transaction transaction) {
        CompletableFuture<Optional<Decision>> answer = new CompletableFuture<>();
        CompletionStage<Optional<Decision>> asked;
        try {
            asked = memory.recall(transaction);
            asked.whenComplete((found, error) -> {
                if (error != null && !(error instanceof CancellationException)) {
                    LOGGER.error("What is remembered of message {} cannot be found out", transaction.id(), error);
                }
                answer.complete(error == null && found != null ? found : Optional.empty());
            });
        } catch (RuntimeException | Error e) {
            LOGGER.error("What is remembered of message {} cannot be found out", transaction.id(), e);
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (!answer.isDone()) {
            Alarm end = timer.in(PATIENCE, () -> {
                if (answer.complete(Optional.empty())) {
                    LOGGER.warn("What is remembered of message {} takes too long to find out: it is judged anew", transaction.id());
                    asked.toCompletableFuture().cancel(false);
                }
            });
            answer.whenComplete((found, error) -> end.cancel());
        }
        return answer;
    }

    /** The filters that have still to be asked, though this decision was made before. */
    List<FilterStep> remaining(Decision made) {
        List<FilterStep> remaining = new ArrayList<>();
        boolean accepted = false;
        for (FilterStep step : chain.steps()) {
            // an acceptance skips the optional filters behind it, as it did then
            if (made.kind() == Decision.Kind.ACCEPTED && !step.isRemembered() && (step.isRequired() || !accepted)) {
                remaining.add(step);
            }
            accepted |= step.name().equals(made.by());
        }
        return remaining;
    }

    /** Remembers an acceptance or a refusal. */
    void remember(Transaction transaction, Decision made) {
        List<FilterResult> results = made.results().stream().filter(this::isRemembered).collect(Collectors.toList());
        memory.remember(transaction, made.kind() == Decision.Kind.ACCEPTED
                ? Decision.accepted(made.by(), results)
                : Decision.refused(made.reply().orElseThrow(), made.by(), made.isKept(), results));
    }

    /** Whether what this filter found may stand for what it would find at the retry. */
    boolean isRemembered(FilterResult result) {
        FilterStep step = chain.named().get(result.filter());
        // what was remembered may be of a filter that is gone since
        return step == null || step.isRemembered();
    }
}
