package org.dotgate.hooks.gate;

import org.dotgate.filter.ChainHouse;
import org.dotgate.policy.LivePolicy;
import org.dotgate.spool.Spool;
import org.dotgate.work.Workers;

/** What all sessions of a gate share. Immutable. */
public final class GateHouse {
    private final LivePolicy policy;
    private final ChainHouse chains;
    private final Workers workers;
    private final Spool spool;
    private final Keeper keeper;

    /** @param keeper where copies go */
    public GateHouse(LivePolicy policy, ChainHouse chains, Workers workers, Spool spool, Keeper keeper) {
        this.policy = policy;
        this.chains = chains;
        this.workers = workers;
        this.spool = spool;
        this.keeper = keeper;
    }

    public LivePolicy policy() {
        return policy;
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
