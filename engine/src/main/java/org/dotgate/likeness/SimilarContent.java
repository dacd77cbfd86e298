package org.dotgate.likeness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.dotgate.mime.MessageVisitor;

/**
 * What must stay the same when a message is sent again with another code or counter in it, and what may change a little.
 * The same must be: each attachment, to the octet; and all hosts and mail domains that links, addresses and From lead to.
 * A little may change: the words of Subject, From and text, numbers and random letters left out (see {@link Words}).
 * HTML counts with its markup. Serves one walk, on one thread.
 */
final class SimilarContent implements MessageVisitor, Words.Listener {
    /** The kinds of text; the same words are other features in another. */
    private static final char BODY = 'b';
    private static final char FROM = 'f';
    private static final char SUBJECT = 's';
    /** Words of the subject count more often, as there are few. */
    private static final int SUBJECT_WEIGHT = 3;
    /** Fewer features than this tell too little: a message that is a number is like every other. */
    private static final int LEAST_FEATURES = 6;
    /** A message that leads to more places is known by each of those that follow, and their order. */
    private static final int MOST_HOSTS = 4096;

    private final Words words = new Words(this);
    private final Sketch sketch = new Sketch();
    private final MessageDigest same = Hash.sha256();
    private final Set<Long> hosts = new TreeSet<>();
    private long furtherHosts;
    private long kind;

    /** Whether there are words enough to compare it with others. */
    boolean isComparable() {
        return sketch.features() >= LEAST_FEATURES;
    }

    /** As {@link Likeness} writes it. To be called once, after the walk. */
    String text() {
        for (long host : hosts) {
            update(host);
        }
        update(furtherHosts);
        return sketch.text(same.digest());
    }

    @Override
    public boolean takesMarkup() {
        return true;
    }

    @Override
    public void field(int depth, String name, String value) {
        if (name.equalsIgnoreCase("subject")) {
            for (int i = 0; i < SUBJECT_WEIGHT; i++) {
                read(SUBJECT + ((long) i << 32), value);
            }
        } else if (name.equalsIgnoreCase("from")) {
            read(FROM, value);
        }
    }

    private void read(long textKind, String value) {
        kind = textKind;
        char[] chars = value.toCharArray();
        words.read(chars, 0, chars.length);
        words.end();
    }

    @Override
    public void text(char[] chars, int from, int to) {
        kind = BODY;
        words.read(chars, from, to);
    }

    @Override
    public void endOfText() {
        words.end();
    }

    @Override
    public void word(long hash) {
        sketch.add(Hash.add(kind, hash));
    }

    @Override
    public void host(long hash) {
        if (hosts.size() < MOST_HOSTS) {
            hosts.add(hash);
        } else if (!hosts.contains(hash)) {
            furtherHosts = Hash.mix(Hash.add(furtherHosts, hash));
        }
    }

    @Override
    public void attachment(String mediaType, String fileName, InputStream decoded) throws IOException {
        MessageDigest content = Hash.sha256();
        byte[] octets = new byte[8192];
        for (int count = decoded.read(octets); count >= 0; count = decoded.read(octets)) {
            content.update(octets, 0, count);
        }
        update(Arrays.hashCode(mediaType.toCharArray()));
        // the name may bear a number; what opens it may not change
        update(fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT).hashCode());
        same.update(content.digest());
    }

    private void update(long item) {
        same.update(ByteBuffer.allocate(Long.BYTES).putLong(item).array());
    }
}
