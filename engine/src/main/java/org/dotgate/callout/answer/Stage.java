package org.dotgate.callout.answer;

import java.util.Locale;

/** The stages of a dialogue with a mail exchanger, in their order; each has a time-out of its own. */
public enum Stage {
    /** The TCP connection, and DNS before it. */
    CONNECT,
    /** The server's first line. */
    GREETING,
    /** EHLO or HELO, and STARTTLS with the TLS handshake. */
    HELO,
    MAIL,
    RCPT,
    RSET,
    QUIT;

    /** The name as operators write it, such as {@code connect}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
