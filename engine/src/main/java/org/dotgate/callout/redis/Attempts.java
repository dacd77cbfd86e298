package org.dotgate.callout.redis;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.CalloutWork;

/** Who makes the attempts that wait in the queue, such as a {@link org.dotgate.callout.HardAttempt}. Thread-safe. */
@FunctionalInterface
public interface Attempts {
    /**
     * Makes one, unless its answer is there already.
     *
     * @return completes with what takes the work's place in the queue; empty when its answer is stored. Fails with the store:
     *     then the same work is given again after a while
     */
    CompletionStage<Optional<CalloutWork>> make(CalloutWork work);
}
