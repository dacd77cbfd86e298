package org.dotgate.hooks.gate;

import java.util.Optional;
import org.dotgate.filter.ChainHouse;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.Policy;
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

    /** The policy in force; whoever gets it must release its chain. Empty when nothing is to be judged any more. */
    public Optional<Policy> acquirePolicy() {
        return policy.acquire();
    }

    /** The policy in force, for those who leave its chain alone. */
    public Policy policy() {
        return policy.current();
    }

    /** What is wrong with the configuration file, so that it is not the policy in force; empty if nothing is. */
    public Optional<String> problem() {
        return policy.problem();
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
