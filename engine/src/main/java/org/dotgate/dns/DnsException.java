package org.dotgate.dns;

/** The domain name system gave no answer. The message is for the log. */
public final class DnsException extends Exception {
    private static final long serialVersionUID = 1L;

    public DnsException(String message) {
        super(message);
    }

    public DnsException(String message, Throwable cause) {
        super(message, cause);
    }
}
