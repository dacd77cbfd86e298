package org.dotgate.greylist;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.mail.WrittenPath;
import org.dotgate.store.KeyHash;
import org.dotgate.store.Store;

/**
 * The keys of a greylist's records: origin, sender and recipient in lower case, with blanks between them, as in
 *
 * <pre>
 * 192.0.2.0/24 anna@example.org ben@example.net
 * spf:example.org list-return-#-*@example.org ben@example.net
 * 2001:db8::/64 &lt;&gt; sha256:5f7c1e0a9b3d24687f01c2d3e4f5a6b7
 * </pre>
 *
 * A part that is not all visible ASCII, or is too long for its place, is a hash of it; so a key never holds a blank too many
 * and is never longer than {@link Store#MAX_KEY}.
 */
final class GreylistKey {
    /** How many recipients of a message have records of their own. Beyond, all of them together have one. */
    static final int MAX_RECIPIENTS = 100;

    private static final int MAX_ORIGIN = 100;
    private static final int MAX_ADDRESS = 200;
    private static final String HASHED = "sha256:";
    private static final int HASH_OCTETS = 16;
    /** A blank may stand between quotes. */
    private static final String WORD = "((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\" ])++)";
    private static final Pattern RECORD = Pattern.compile("([^ ]++) ++" + WORD + " ++" + WORD);

    private GreylistKey() {}

    /** The key of each record that a message needs, none twice. */
    static List<String> of(GreylistRequest request) {
        String beginning = prefix(request.origin()) + sender(request.sender()) + " ";
        List<String> recipients = request.recipients();
        if (recipients.size() == 1) {
            return List.of(beginning + recipient(recipients.get(0)));
        }
        TreeSet<String> distinct = new TreeSet<>();
        recipients.forEach(recipient -> distinct.add(recipient.toLowerCase(Locale.ROOT)));
        if (distinct.size() > MAX_RECIPIENTS) {
            return List.of(beginning + distinct.size() + "*" + HASHED + hash(distinct));
        }
        List<String> keys = new ArrayList<>(distinct.size());
        distinct.forEach(recipient -> keys.add(beginning + part(recipient, MAX_ADDRESS)));
        return keys;
    }

    /** The key of what is known of an origin as a whole. */
    static String origin(String origin) {
        return part(origin, MAX_ORIGIN);
    }

    /** What the keys of all records of an origin begin with. */
    static String prefix(String origin) {
        return origin(origin) + " ";
    }

    /** Whether a text is an origin, a sender and a recipient, however they are written. */
    static boolean isRecord(String text) {
        return RECORD.matcher(text).matches();
    }

    /**
     * Where the record of such a text is looked for, one place after the other: under the very text, as the list shows keys, and
     * under what is recorded of a client's address, a sender and a recipient as a log has them. Of a text without blanks, the same
     * of an origin.
     */
    static List<String> meant(String text, GreylistSettings settings) {
        String meant;
        Matcher words = RECORD.matcher(text);
        if (words.matches()) {
            meant = Origin.meant(words.group(1), settings).map(GreylistKey::prefix).orElse(words.group(1) + " ")
                    + WrittenPath.reverse(words.group(2)).map(GreylistKey::sender).orElse(words.group(2)) + " "
                    + WrittenPath.forward(words.group(3)).map(GreylistKey::recipient).orElse(words.group(3));
        } else {
            meant = Origin.meant(text, settings).map(GreylistKey::origin).orElse(text);
        }
        return meant.equals(text) ? List.of(text) : List.of(text, meant);
    }

    /** How a sender is written in a key. */
    static String sender(String address) {
        return part(SenderKey.of(address), MAX_ADDRESS);
    }

    /** How a recipient is written in a key. */
    static String recipient(String address) {
        return part(address.toLowerCase(Locale.ROOT), MAX_ADDRESS);
    }

    private static String part(String text, int longest) {
        boolean fits = !text.isEmpty() && text.length() <= longest && !text.contains(HASHED);
        for (int i = 0; fits && i < text.length(); i++) {
            fits = text.charAt(i) > ' ' && text.charAt(i) < 0x7f;
        }
        return fits ? text : HASHED + hash(List.of(text));
    }

    private static String hash(Collection<String> texts) {
        return KeyHash.of(HASH_OCTETS, texts.stream().map(text -> KeyHash.exactly(text + '\n')).collect(Collectors.toList()));
    }
}
