package org.dotgate.it.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.it.harness.Patience;

/** One message in one filter. Thread-safe. */
public final class Call {
    private final Class<? extends StagedFilter> filter;
    private final Transaction transaction;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    Call(Class<? extends StagedFilter> filter, Transaction transaction, Cancellation cancellation) {
        this.filter = filter;
        this.transaction = transaction;
        cancellation.onCancel(() -> cancelled.complete(null));
    }

    CompletableFuture<Verdict> verdict() {
        return verdict;
    }

    /** Gives the verdict that the chain waits for. */
    public void release(Verdict given) {
        verdict.complete(given);
    }

    /** Has the filter break instead of giving a verdict. */
    public void breakDown(Throwable error) {
        verdict.completeExceptionally(error);
    }

    /** What the filter was told. */
    public Transaction transaction() {
        return transaction;
    }

    /** What had happened when the filter was started. */
    public Event event() {
        return transaction.event();
    }

    /** Whether the chain has cancelled the filter. */
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    /** Waits for the chain to cancel the filter. */
    public void awaitCancelled() {
        assertThat(cancelled).as("%s is cancelled", filter.getSimpleName()).succeedsWithin(Patience.LIMIT);
    }

    /** Waits until the spooled copy is gone, which says that the decision has been carried out. */
    public void awaitCarriedOut() {
        if (!isCarriedOut()) {
            Patience.await("the spooled copy is gone").until(this::isCarriedOut);
        }
    }

    private boolean isCarriedOut() {
        try {
            transaction.message().open().close();
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** The content as the filter can read it, an octet a character. */
    public String content() {
        try (InputStream open = transaction.message().open()) {
            return new String(open.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
