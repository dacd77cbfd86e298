package org.dotgate.hooks.gate;

import java.util.Optional;
import org.dotgate.filter.ChainHouse;
import org.dotgate.insight.Insight;
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
    private final Insight insight;

    /** A house whose reports see nothing. */
    public GateHouse(LivePolicy policy, ChainHouse chains, Workers workers, Spool spool, Keeper keeper) {
        this(policy, chains, workers, spool, keeper, new Insight(chains.timer()));
    }

    /**
     * @param keeper where copies go
     * @param insight what the chains' listener has seen
     */
    public GateHouse(LivePolicy policy, ChainHouse chains, Workers workers, Spool spool, Keeper keeper, Insight insight) {
        this.policy = policy;
        this.chains = chains;
        this.workers = workers;
        this.spool = spool;
        this.keeper = keeper;
        this.insight = insight;
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

    /** Reads the configuration file anew, on this thread, which waits for it; tells what is wrong, as {@link #problem} does. */
    public Optional<String> reload() {
        return policy.reload();
    }

    /** What is seen of the sessions. */
    public Insight insight() {
        return insight;
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
