package org.dotgate.greylist;

import java.util.Locale;
import java.util.Optional;
import org.dotgate.greylist.GreylistEntry.State;
import org.dotgate.mail.WrittenPath;

/**
 * Which records an operator asks for. Texts are found anywhere in what is recorded, whatever the letter case; an address also
 * finds the record it is known by, where that is written otherwise. Immutable.
 */
public final class GreylistSearch {
    /** The longest text that may be searched for. */
    public static final int MAX_TEXT = 512;

    /** All of them. */
    public static final GreylistSearch ALL = new GreylistSearch("", "", "", null);

    private final String client;
    private final String sender;
    private final String recipient;
    private final String senderKey;
    private final String recipientKey;
    private final State state;

    /**
     * @param client an address, a network, a domain as in {@code spf:example.org}, or a part of the origin; empty for any
     * @param sender empty for any; {@code <>} for the null sender
     * @param recipient empty for any
     * @param state null for any
     * @throws IllegalArgumentException if a text is longer than {@value #MAX_TEXT}
     */
    public GreylistSearch(String client, String sender, String recipient, State state) {
        if (Math.max(client.length(), Math.max(sender.length(), recipient.length())) > MAX_TEXT) {
            throw new IllegalArgumentException("a text to be searched for has " + MAX_TEXT + " characters at most");
        }
        this.client = client.toLowerCase(Locale.ROOT);
        this.sender = sender.toLowerCase(Locale.ROOT);
        this.recipient = recipient.toLowerCase(Locale.ROOT);
        this.senderKey = GreylistKey.sender(WrittenPath.reverse(sender).orElse(sender));
        this.recipientKey = GreylistKey.recipient(WrittenPath.forward(recipient).orElse(recipient));
        this.state = state;
    }

    /** What all keys it can find begin with; empty if that may be anything. */
    String prefix(GreylistSettings settings) {
        return meant(settings).map(GreylistKey::prefix).orElse("");
    }

    private Optional<String> meant(GreylistSettings settings) {
        return client.isEmpty() ? Optional.empty() : Origin.meant(client, settings);
    }

    /** Whether a record whose key begins so may be another one all the same. */
    boolean isSelective(GreylistSettings settings) {
        return !sender.isEmpty() || !recipient.isEmpty() || state != null || !client.isEmpty() && meant(settings).isEmpty();
    }

    /** Whether a record may be meant, as far as its key tells. */
    boolean finds(String key, GreylistSettings settings) {
        return (client.isEmpty() || meant(settings).isPresent() || GreylistEntry.word(key, 0).contains(client))
                && finds(sender, senderKey, GreylistEntry.word(key, 1))
                && finds(recipient, recipientKey, GreylistEntry.word(key, 2));
    }

    private static boolean finds(String text, String known, String word) {
        return text.isEmpty() || word.contains(text) || word.equals(known);
    }

    boolean finds(State found) {
        return state == null || state == found;
    }
}
