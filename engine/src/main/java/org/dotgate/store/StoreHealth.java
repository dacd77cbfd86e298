package org.dotgate.store;

import java.time.Instant;
import java.util.Optional;

/** How a store has fared, at one moment. Immutable. */
public final class StoreHealth {
    private final long failures;
    private final Instant failingSince;
    private final String problem;
    private final Instant lostAt;

    /**
     * @param failures how many calls have failed since the start
     * @param failingSince when a call failed, since when no change has worked; null if one has, or none has failed
     * @param problem why the last call failed, for operators; null while the store works
     * @param lostAt when the store began empty because what was there could not be read, or has gone; null if it did not
     */
    public StoreHealth(long failures, Instant failingSince, String problem, Instant lostAt) {
        this.failures = failures;
        this.failingSince = failingSince;
        this.problem = problem;
        this.lostAt = lostAt;
    }

    /** How many calls have failed since the start. */
    public long failures() {
        return failures;
    }

    /** Since when the store fails: a call failed then, and no change has worked since; empty while the store works. */
    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** Why a call failed last; empty while the store works. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** When what had been stored was lost, so that everybody seems new; empty if it was not. */
    public Optional<Instant> lostAt() {
        return Optional.ofNullable(lostAt);
    }
}
