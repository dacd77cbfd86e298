package org.dotgate.callout;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dotgate.callout.probe.Prober;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/**
 * Makes hard attempts: asks about the address of some work, and stores what it learns. Whose work it is, and how many are
 * made at a time, the caller sees to. Thread-safe.
 */
public final class HardAttempt {
    /** What has become of work. Immutable. */
    public static final class Outcome {
        private static final Outcome ANSWERED = new Outcome(null);

        private final CalloutWork next;

        private Outcome(CalloutWork next) {
            this.next = next;
        }

        static Outcome answered() {
            return ANSWERED;
        }

        static Outcome again(CalloutWork next) {
            return new Outcome(Objects.requireNonNull(next));
        }

        /** What takes the work's place in the queue; empty if an answer is stored, so that the work can go. */
        public Optional<CalloutWork> next() {
            return Optional.ofNullable(next);
        }
    }

    /** @param workers what goes on behind a probe runs there */
    public HardAttempt(Store store, Prober prober, Timer timer, Executor workers) {
    }

    /**
     * Asks, unless the answer has been stored since the work began.
     *
     * @return completes on a worker, with what is to become of the work. Fails with the store: then the answer is in this
     *     object's memory, and the same work is to be run again, which stores it without another probe
     */
    public CompletionStage<Outcome> run(CalloutSettings settings, CalloutWork work) {
        throw new UnsupportedOperationException();
    }
}
