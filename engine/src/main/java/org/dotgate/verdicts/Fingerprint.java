package org.dotgate.verdicts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.TreeSet;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.mime.MimeLimits;
import org.dotgate.mime.MimeWalker;

/**
 * How a retry is known: a hash (SHA-256) of the envelope and of the message's canonical content. Letter case and order of
 * addresses do not matter. Canonical content is From, To, Cc and Subject of the message and of messages in it, the
 * decoded text with white space folded, and type, name and hash of each decoded attachment; so a message that its sender
 * built anew, with another Date, Message-ID, boundaries, transfer encoding or line lengths, has the same fingerprint.
 * HTML counts with its markup: a message that leads elsewhere behind the same words is another.
 *
 * <p>A message of which a {@linkplain MimeLimits limit} leaves something unread is known by its raw octets instead, all
 * but the Received field on top, which is ours: two different messages never share a fingerprint. Immutable.
 */
public final class Fingerprint {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final String envelopeKey;
    private final String hex;

    private Fingerprint(String envelopeKey, String hex) {
        this.envelopeKey = envelopeKey;
        this.hex = hex;
    }

    /**
     * Reads the whole message, which takes time in proportion to its size.
     *
     * @throws IOException if the spool cannot be read
     */
    public static Fingerprint of(Envelope envelope, SpooledMessage message) throws IOException {
        return of(envelope, message, MimeLimits.DEFAULT);
    }

    static Fingerprint of(Envelope envelope, SpooledMessage message, MimeLimits limits) throws IOException {
        String key = envelopeKey(envelope);
        MessageDigest all = sha256();
        all.update(key.getBytes(StandardCharsets.US_ASCII));
        CanonicalContent content = new CanonicalContent();
        boolean complete;
        try (InputStream raw = message.open()) {
            complete = MimeWalker.walk(raw, limits, content).isComplete();
        }
        // a raw hash must not be mistaken for a canonical one
        all.update((byte) (complete ? 'c' : 'r'));
        if (complete) {
            all.update(content.digest());
        } else {
            try (InputStream raw = message.open()) {
                all.update(RawContent.digest(raw));
            }
        }
        return new Fingerprint(key, hex(all.digest(), 32));
    }

    /** A key that all messages of this envelope share, whatever their content; cheap. */
    public static String envelopeKey(Envelope envelope) {
        MessageDigest digest = sha256();
        digest.update(canonical(envelope.sender()));
        TreeSet<String> recipients = new TreeSet<>();
        for (String recipient : envelope.recipients()) {
            recipients.add(recipient.toLowerCase(Locale.ROOT));
        }
        for (String recipient : recipients) {
            digest.update(canonical(recipient));
        }
        return hex(digest.digest(), 16);
    }

    /** An address and a line end, which cannot be part of one. */
    private static byte[] canonical(String address) {
        return (address.toLowerCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The key of the envelope that this fingerprint was made with, see {@link #envelopeKey(Envelope)}. */
    public String envelopeKey() {
        return envelopeKey;
    }

    /** The whole fingerprint: 64 hexadecimal digits. */
    public String hex() {
        return hex;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] octets, int length) {
        StringBuilder digits = new StringBuilder(2 * length);
        for (int i = 0; i < length; i++) {
            digits.append(DIGITS[octets[i] >> 4 & 15]).append(DIGITS[octets[i] & 15]);
        }
        return digits.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint && hex.equals(((Fingerprint) other).hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** The first 16 digits, enough for a log. */
    @Override
    public String toString() {
        return hex.substring(0, 16);
    }
}
