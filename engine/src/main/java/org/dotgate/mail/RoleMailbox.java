package org.dotgate.mail;

import java.util.Locale;
import java.util.Set;

/** Mailboxes that must be reached from everywhere (RFC 5321, section 4.5.1; RFC 2142). */
public final class RoleMailbox {
    private static final Set<String> ALWAYS_REACHED = Set.of("postmaster", "abuse");

    private RoleMailbox() {}

    /** @param recipient a forward-path, without angle brackets; of postmaster's, the domain may be missing */
    public static boolean isOne(String recipient) {
        int at = recipient.lastIndexOf('@');
        String local = at < 0 ? recipient : recipient.substring(0, at);
        return ALWAYS_REACHED.contains(local.toLowerCase(Locale.ROOT));
    }
}
