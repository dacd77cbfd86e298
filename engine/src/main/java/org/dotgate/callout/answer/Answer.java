package org.dotgate.callout.answer;

import java.util.Locale;

/** What is known about an address, from asking the servers that take mail for it. */
public enum Answer {
    /** It is there. */
    FOUND,
    /** It is not there. */
    NOT_FOUND,
    /** The servers refuse to talk to us, so nothing is known of the address. */
    REFUSED,
    /** Nothing is known: a temporary refusal, silence, no route. */
    UNKNOWN,
    /** The servers take every address of the domain, so nothing is known of this one. */
    CATCH_ALL,
    /** The domain takes no mail: neither MX nor address, or a null MX (RFC 7505). */
    UNROUTABLE;

    /** Whether it says that the address takes mail. */
    public boolean isGood() {
        return this == FOUND || this == CATCH_ALL;
    }

    /** Whether mail from the address is refused for good. */
    public boolean rejects() {
        return this == NOT_FOUND || this == UNROUTABLE;
    }

    /** Whether asking again, with more patience, would not tell more. */
    public boolean isDefinite() {
        return this != UNKNOWN;
    }

    /** The name as operators see it, such as {@code not_found}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
