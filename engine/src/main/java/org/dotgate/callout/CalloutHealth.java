package org.dotgate.callout;

import java.util.Optional;

/** How call-outs go. Immutable. */
public final class CalloutHealth {
    private final int probing;
    private final int queued;
    private final String problem;
    private final boolean halted;

    /** @param problem what an operator should see to; null for nothing */
    public CalloutHealth(int probing, int queued, String problem) {
        this(probing, queued, problem, false);
    }

    /** @param halted whether nobody is asked, since servers refuse us */
    CalloutHealth(int probing, int queued, String problem, boolean halted) {
        this.probing = probing;
        this.queued = queued;
        this.problem = problem;
        this.halted = halted;
    }

    /** How many probes this process has under way. */
    public int probing() {
        return probing;
    }

    /** How many hard attempts wait for their turn, as far as this process knows. */
    public int queued() {
        return queued;
    }

    /** What an operator should see to, such as servers that have begun to refuse us. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether nobody is asked for now, since many servers have begun to refuse us. */
    public boolean isHalted() {
        return halted;
    }
}
