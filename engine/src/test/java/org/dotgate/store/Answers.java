package org.dotgate.store;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a store, as only a test may. */
public final class Answers {
    private static final int PATIENCE_SECONDS = 20;

    private Answers() {}

    /** The answer. */
    public static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the call failed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Why the call failed. */
    public static StoreException trouble(CompletionStage<?> stage) {
        try {
            Object answer = stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the call did not fail, but gave " + answer);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException trouble) {
                return trouble;
            }
            throw new AssertionError("the call failed with something else", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
