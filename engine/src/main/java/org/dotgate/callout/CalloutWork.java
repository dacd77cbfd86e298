package org.dotgate.callout;

import java.time.Instant;
import java.util.Objects;

/** An address that is to be asked about with hard time-outs. Immutable. */
public final class CalloutWork {
    private final String key;
    private final CalloutQuestion question;
    private final Instant since;
    private final Instant due;
    private final int tries;

    /**
     * @param key under which the answer is remembered
     * @param since when the address was first asked about
     * @param due when it may be asked about next
     * @param tries how many hard attempts were made already
     */
    public CalloutWork(String key, CalloutQuestion question, Instant since, Instant due, int tries) {
        this.key = Objects.requireNonNull(key);
        this.question = Objects.requireNonNull(question);
        this.since = Objects.requireNonNull(since);
        this.due = Objects.requireNonNull(due);
        this.tries = tries;
    }

    public String key() {
        return key;
    }

    public CalloutQuestion question() {
        return question;
    }

    public Instant since() {
        return since;
    }

    public Instant due() {
        return due;
    }

    public int tries() {
        return tries;
    }

    /** The same work, tried once more, to be tried again. */
    public CalloutWork again(Instant nextDue) {
        return new CalloutWork(key, question, since, nextDue, tries + 1);
    }
}
