package org.dotgate.hooks.gate;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that a hook at a command has asked, and how long it may take. A question always has an answer: what comes too
 * late, or not at all, is answered by the hook itself. Thread-safe.
 */
public final class Question<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Question.class);

    private final CompletableFuture<T> answer;
    private final Duration longest;
    private final T otherwise;
    private final Runnable cancel;

    /**
     * @param answer what is waited for; may complete on any thread
     * @param longest how long it is waited for
     * @param otherwise what counts when nothing has come by then, or something has gone wrong
     * @param cancel tells whoever works on the answer that it is not wanted any more; must be short
     */
    public Question(CompletionStage<T> answer, Duration longest, T otherwise, Runnable cancel) {
        // a copy, which nobody else can complete or cancel
        this.answer = answer.toCompletableFuture().copy();
        this.longest = Objects.requireNonNull(longest);
        this.otherwise = Objects.requireNonNull(otherwise);
        this.cancel = Objects.requireNonNull(cancel);
    }

    /** The answer, if it is there. */
    Optional<T> now() {
        return answer.isDone() ? Optional.of(answer.handle(this::settled).join()) : Optional.empty();
    }

    /** Waits for the answer, on this thread. */
    public T await() {
        try {
            return settled(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS), null);
        } catch (ExecutionException e) {
            return settled(null, e.getCause());
        } catch (TimeoutException e) {
            return late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late();
        }
    }

    /**
     * Has the answer told when it is there, on whatever thread that is.
     *
     * @param wanted whether it still counts then
     */
    void whenAnswered(BooleanSupplier wanted, Consumer<Object> told) {
        answer.whenComplete((value, failure) -> {
            if (wanted.getAsBoolean()) {
                told.accept(settled(value, failure));
            }
        });
    }

    Duration longest() {
        return longest;
    }

    /** Gives up waiting. */
    T late() {
        LOGGER.warn("A question at a command had no answer within {} ms", longest.toMillis());
        cancel();
        return otherwise;
    }

    /** Tells whoever works on the answer that it is not wanted any more. */
    void cancel() {
        cancel.run();
    }

    private T settled(T value, Throwable failure) {
        if (failure != null) {
            LOGGER.error("A question at a command has failed", failure);
        }
        return failure != null || value == null ? otherwise : value;
    }
}
