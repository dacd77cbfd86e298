package org.dotgate.hooks.gate;

import java.util.Optional;
import java.util.function.Supplier;
import org.dotgate.filter.ChainHouse;
import org.dotgate.policy.Policy;
import org.dotgate.spool.Spool;
import org.dotgate.work.Workers;

/** What all sessions of a gate share. Immutable. */
public final class GateHouse {
    private final Supplier<Optional<Policy>> policy;
    private final ChainHouse chains;
    private final Workers workers;
    private final Spool spool;
    private final Keeper keeper;

    /**
     * @param policy gives the policy in force, its chain taken into use; nothing when there is none any more
     * @param keeper where copies go
     */
    public GateHouse(Supplier<Optional<Policy>> policy, ChainHouse chains, Workers workers, Spool spool, Keeper keeper) {
        this.policy = policy;
        this.chains = chains;
        this.workers = workers;
        this.spool = spool;
        this.keeper = keeper;
    }

    /** The policy in force; whoever gets it must release its chain. Empty when nothing is to be judged any more. */
    public Optional<Policy> acquirePolicy() {
        return policy.get();
    }

    public ChainHouse chains() {
        return chains;
    }

    public Workers workers() {
        return workers;
    }

    public Spool spool() {
        return spool;
    }

    public Keeper keeper() {
        return keeper;
    }
}
