package org.dotgate.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells one piece of work that its result is not wanted any more. Cancelled at most once; what was handed in runs on the
 * cancelling thread, so it must be short. Thread-safe: its lock is the object itself, never held while calling out.
 */
public final class Cancellation {
    private List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Whether the work has been cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Has the action run when the work is cancelled, or at once if it already was. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Cancels. Every action runs even if an earlier one throws. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = actions;
            actions = List.of();
        }
        RuntimeException failure = null;
        for (Runnable action : due) {
            try {
                action.run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
