package org.dotgate.likeness;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The hashes a {@link Likeness} is made of: a strong one for what must be the same, a fast one for words. */
final class Hash {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Hash() {
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Octets as letters, digits, hyphens and underscores; six bits each. */
    static String text(byte[] octets) {
        return TEXT.encodeToString(octets);
    }

    /** A hash to which one more character or hash is added. Fast, and no secret: who wants two words to meet can do it. */
    static long add(long hash, long item) {
        return (hash ^ item) * 0x100000001b3L;
    }

    /** Spreads what differs between two hashes over all bits (the finalizer of MurmurHash3). */
    static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
