package org.dotgate.cli.james;

import org.dotgate.cli.Failure;

/** A James that is there, and knows Dotgate, does not do this one thing; another, it may. */
public final class Refusal extends Failure {
    private static final long serialVersionUID = 1L;

    private final String words;

    /**
     * @param reason for the user
     * @param words what James said, which may be nothing
     */
    Refusal(String reason, String words) {
        super(reason);
        this.words = words.isEmpty() ? reason : words;
    }

    /** Why, in James's words where it has any. */
    public String words() {
        return words;
    }
}
