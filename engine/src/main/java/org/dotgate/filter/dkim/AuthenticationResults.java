package org.dotgate.filter.dkim;

import java.util.List;
import java.util.Locale;
import org.dotgate.dkim.DkimResult;

/** The value of a header field Authentication-Results about DKIM (RFC 8601, sections 2.2 and 2.7.1). */
final class AuthenticationResults {
    static final String NAME = "Authentication-Results";

    /** Stays below what a verdict cuts, lest a name end in the middle. */
    private static final int MAX_LENGTH = 900;
    private static final int MAX_REASON = 200;

    private AuthenticationResults() {}

    /**
     * One result for each domain whose signature holds; else one for the message.
     *
     * @param host who says so, an authserv-id
     */
    static String of(String host, DkimResult result) {
        if (result.domains().isEmpty()) {
            String status = host + "; dkim=" + result.status().name().toLowerCase(Locale.ROOT);
            return result.detail().isEmpty() ? status : status + " reason=" + quoted(result.detail());
        }
        return host + passes(result.domains(), MAX_LENGTH - host.length());
    }

    private static String passes(List<String> domains, int room) {
        StringBuilder passes = new StringBuilder();
        for (String domain : domains) {
            String pass = "; dkim=pass header.d=" + domain;
            if (passes.length() + pass.length() <= room) {
                passes.append(pass);
            }
        }
        return passes.toString();
    }

    /** As a quoted string (RFC 5322, section 3.2.4), whatever the stranger's text is made of. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().limit(MAX_REASON).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c >= ' ' && c <= '~' ? (char) c : '?');
        });
        return quoted.append('"').toString();
    }
}
