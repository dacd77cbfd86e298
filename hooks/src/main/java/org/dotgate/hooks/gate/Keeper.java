package org.dotgate.hooks.gate;

import org.dotgate.filter.Transaction;

/** Keeps copies of messages that James does not take. */
@FunctionalInterface
public interface Keeper {
    /**
     * Keeps a copy; may block, so it is called on workers only.
     *
     * @param by what refused the message
     * @param reason why, for operators
     * @return whether it could be kept; if not, it has been logged
     */
    boolean keep(Transaction transaction, String by, String reason);
}
