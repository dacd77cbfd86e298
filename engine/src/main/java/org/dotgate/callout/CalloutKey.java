package org.dotgate.callout;

import java.util.Locale;
import java.util.List;
import org.dotgate.greylist.SenderKey;
import org.dotgate.store.KeyHash;

/**
 * What an address, or a domain, is remembered under: an address as its {@link SenderKey}, so that one that is another for each
 * message is asked about once. What is not all visible ASCII, or is too long, is a hash of it.
 */
final class CalloutKey {
    /** The longest address that is asked about, in UTF-16 code units: local part and domain of RFC 5321, section 4.5.3.1. */
    static final int MAX_ADDRESS = 64 + 1 + 255;

    private static final String HASHED = "sha256:";
    private static final int HASH_OCTETS = 16;

    private CalloutKey() {}

    /** Whether an address has a domain that could be asked, and is not too long. */
    static boolean canBeAsked(String address) {
        int at = address.lastIndexOf('@');
        return at > 0 && at < address.length() - 1 && address.length() <= MAX_ADDRESS;
    }

    /** @param address one that {@linkplain #canBeAsked can be asked} about */
    static String of(String address) {
        return fit(SenderKey.of(address));
    }

    /** The domain of an address, in lower case, without a dot at its end. */
    static String domain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    static String ofDomain(String domain) {
        return fit(domain);
    }

    private static String fit(String text) {
        boolean fits = !text.isEmpty() && text.length() <= MAX_ADDRESS && !text.startsWith(HASHED);
        for (int i = 0; fits && i < text.length(); i++) {
            fits = text.charAt(i) > ' ' && text.charAt(i) < 0x7f;
        }
        return fits ? text : HASHED + KeyHash.of(HASH_OCTETS, List.of(KeyHash.exactly(text)));
    }
}
