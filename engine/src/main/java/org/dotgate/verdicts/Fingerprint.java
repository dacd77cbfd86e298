package org.dotgate.verdicts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.dotgate.likeness.Likeness;
import org.dotgate.likeness.Likenesses;
import org.dotgate.likeness.Match;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.store.KeyHash;

/**
 * How a retry is known: by its envelope, in which letter case and order of addresses do not matter, and by its canonical
 * content ({@link Match#CANONICAL}). Immutable.
 */
final class Fingerprint {
    /** Octets of the hash that make the key. */
    private static final int KEY = 16;

    private final String envelopeKey;
    private final Likeness content;

    Fingerprint(String envelopeKey, Likeness content) {
        this.envelopeKey = Objects.requireNonNull(envelopeKey);
        this.content = Objects.requireNonNull(content);
    }

    /**
     * Reads the whole message, which takes time in proportion to its size.
     *
     * @throws IOException if the spool cannot be read
     */
    static Fingerprint of(Envelope envelope, SpooledMessage message) throws IOException {
        return new Fingerprint(envelopeKey(envelope), Likenesses.of(Match.CANONICAL, message));
    }

    /** A key that all messages of this envelope share, whatever their content: 32 hexadecimal digits; cheap. */
    static String envelopeKey(Envelope envelope) {
        TreeSet<String> recipients = new TreeSet<>();
        for (String recipient : envelope.recipients()) {
            recipients.add(recipient.toLowerCase(Locale.ROOT));
        }
        List<byte[]> addresses = new ArrayList<>();
        addresses.add(canonical(envelope.sender()));
        recipients.forEach(recipient -> addresses.add(canonical(recipient)));
        return KeyHash.of(KEY, addresses);
    }

    /** An address and a line end, which cannot be part of one. */
    private static byte[] canonical(String address) {
        return (address.toLowerCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The key of the envelope that this fingerprint was made with, see {@link #envelopeKey(Envelope)}. */
    String envelopeKey() {
        return envelopeKey;
    }

    /** What the content is known by. */
    Likeness content() {
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint
                && envelopeKey.equals(((Fingerprint) other).envelopeKey)
                && content.equals(((Fingerprint) other).content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(envelopeKey, content);
    }

    /** Enough of it for a log. */
    @Override
    public String toString() {
        return envelopeKey.substring(0, 8) + "/" + content.toString().substring(0, 9);
    }
}
