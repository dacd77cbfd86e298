package org.dotgate.dkim;

/** A signature does not hold. The message says why, for operators, and may quote hostile text. */
final class UnverifiedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DkimResult.Status status;

    /** @param status what the signature comes to */
    UnverifiedException(DkimResult.Status status, String message) {
        super(message);
        this.status = status;
    }

    /** Wrong in itself, whatever the message says. */
    static UnverifiedException permanent(String message) {
        return new UnverifiedException(DkimResult.Status.PERMERROR, message);
    }

    DkimResult.Status status() {
        return status;
    }
}
