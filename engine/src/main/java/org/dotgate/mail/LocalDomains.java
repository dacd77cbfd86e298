package org.dotgate.mail;

/** Which domains a mail server takes mail for itself. Never waits. Thread-safe. */
@FunctionalInterface
public interface LocalDomains {
    /** @param domain in lower case, without a last dot; maybe a stranger's text */
    boolean contains(String domain);
}
