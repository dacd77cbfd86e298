package org.dotgate.hooks.kept;

/** A repository of kept messages, or James's queue, does not do what it should. The cause has been logged. */
public final class KeptException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message for operators; quotes nothing of a mail */
    KeptException(String message) {
        super(message);
    }
}
