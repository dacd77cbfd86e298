package org.dotgate.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What is too long for a key, made one: the beginning of its SHA-256 (FIPS 180-4), in hexadecimal digits. */
public final class KeyHash {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private KeyHash() {}

    /**
     * The hash of some parts, as if they were one.
     *
     * @param octets how many of the hash's 32 octets are told, in two digits each
     */
    public static String of(int octets, List<byte[]> parts) {
        MessageDigest sha256 = sha256();
        parts.forEach(sha256::update);
        byte[] hash = sha256.digest();
        StringBuilder digits = new StringBuilder(2 * octets);
        for (int i = 0; i < octets; i++) {
            digits.append(DIGITS[hash[i] >> 4 & 15]).append(DIGITS[hash[i] & 15]);
        }
        return digits.toString();
    }

    /** A text as it is, two octets a code unit: an encoder would make one character of all that it cannot write. */
    public static byte[] exactly(String text) {
        ByteBuffer octets = ByteBuffer.allocate(2 * text.length());
        octets.asCharBuffer().put(text);
        return octets.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
