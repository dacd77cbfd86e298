package org.dotgate.callout;

/** More work waits in a {@link CalloutQueue} than it holds. The message is for the log. */
public final class QueueFullException extends Exception {
    private static final long serialVersionUID = 1L;

    public QueueFullException(String message) {
        super(message);
    }
}
