package org.dotgate.hooks.web;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dotgate.filter.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a store, on a thread of WebAdmin, where nobody's session is. */
final class Waiting {
    /** A store has a time-out of its own, of 30 s at most, and it comes first; this one is for an answer that was lost. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(40);

    private static final Logger LOGGER = LoggerFactory.getLogger(Waiting.class);

    private Waiting() {}

    /** What a stage completes with; if it fails, or is not done in time, the request ends here with 503. */
    static <T> T on(CompletionStage<T> stage) {
        return on(stage, LONGEST_NANOS).orElseThrow(Waiting::silent);
    }

    /** What a stage completes with; empty if it has not within so many nanoseconds. If it fails, the request ends here with 503. */
    static <T> Optional<T> on(CompletionStage<T> stage, long nanos) {
        try {
            return Optional.of(stage.toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Errors.unavailable("James is stopping");
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            LOGGER.warn("WebAdmin could not be served: {}", LogText.safe(String.valueOf(e.getCause().getMessage())));
            throw Errors.unavailable("the store does not answer; James's log and the health check tell more");
        }
    }

    /** The end of a request for which there was no answer in time. */
    static RuntimeException silent() {
        return Errors.unavailable("the store has not answered");
    }
}
