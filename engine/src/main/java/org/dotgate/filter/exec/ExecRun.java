package org.dotgate.filter.exec;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;

/**
 * One message's way through queue and program to its verdict. Thread-safe: its lock is the object itself, never held
 * while calling out.
 */
final class ExecRun {
    private final Command command;
    private final Transaction transaction;
    private final Hands hands;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private RunningScript script;
    private boolean stopped;

    ExecRun(Command command, Transaction transaction, Hands hands) {
        this.command = command;
        this.transaction = transaction;
        this.hands = hands;
    }

    /** The verdict to come; fails with {@link ScriptException}, or {@link CancellationException} when stopped. */
    CompletableFuture<Verdict> verdict() {
        return verdict;
    }

    /** Completed when the process is gone, or it is clear that none will be; some time after the verdict if stopped. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Starts the program on the calling thread, unless the run was stopped. Called at most once. */
    void start() {
        synchronized (this) {
            if (stopped) {
                over.complete(null);
                return;
            }
        }
        RunningScript started;
        try {
            started = RunningScript.start(
                    command, ScriptEnvironment.of(transaction), transaction.message().file(), hands);
        } catch (IOException | RuntimeException | Error e) {
            // an Error, too: where there is no room for one more thread, the JDK throws that
            over.complete(null);
            verdict.completeExceptionally(new ScriptException(
                    command.name() + " could not be started: " + Ending.quote(String.valueOf(e.getMessage()), 400), e));
            return;
        }
        boolean late;
        synchronized (this) {
            script = started;
            late = stopped;
        }
        started.gone().thenRun(() -> over.complete(null));
        started.ending().whenComplete(this::judge);
        if (late) {
            // it has done nothing yet that it would have to tidy up
            started.kill();
        }
    }

    private void judge(Ending ending, Throwable failure) {
        try {
            if (failure != null) {
                verdict.completeExceptionally(failure);
            } else {
                verdict.complete(ending.verdict());
            }
        } catch (ScriptException e) {
            verdict.completeExceptionally(e);
        }
    }

    /** Has the program end, with time to tidy up. Returns at once. */
    void cancel() {
        RunningScript running = stop("cancelled");
        if (running != null) {
            running.terminate();
        }
    }

    /** Ends the program on the calling thread. */
    void kill() {
        RunningScript running = stop("the filter was closed");
        if (running != null) {
            running.kill();
        }
    }

    private RunningScript stop(String reason) {
        RunningScript running;
        synchronized (this) {
            stopped = true;
            running = script;
        }
        verdict.completeExceptionally(new CancellationException(reason));
        return running;
    }
}
