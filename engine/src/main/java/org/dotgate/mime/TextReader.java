package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decodes octets of any charset to well-formed UTF-8, piece by piece. Malformed input is replaced; where no charset is
 * known, each octet is {@linkplain Guess guessed}. A byte order mark at the front vanishes.
 *
 * <p>What is UTF-8 already, as all ASCII is, is only looked at and shown where it lies: most text is not copied.
 * Not thread-safe.
 */
final class TextReader {
    /** How far into HTML its own declaration of a charset is looked for (WHATWG HTML, section 13.2.3.2). */
    private static final int DECLARATION = 1024;

    private final InputStream in;
    private final byte[] octets;
    private final byte[] decoded;
    private final Transcoder transcoder;
    private int position;
    private int limit;
    private boolean ended;
    private boolean front = true;

    private byte[] piece;
    private int from;
    private int to;

    /**
     * @param declared the charset that the header declares, or null
     * @param buffer at least {@value #DECLARATION} octets, used until the text is over
     * @param decoded a second one, used until the text is over
     */
    TextReader(InputStream in, String declared, boolean html, byte[] buffer, byte[] decoded) throws IOException {
        this.in = in;
        this.octets = buffer;
        this.decoded = decoded;
        Charset charset = Charsets.find(declared);
        if (declared == null && html) {
            charset = declaredWithin();
        }
        transcoder = Transcoder.of(charset);
    }

    private Charset declaredWithin() throws IOException {
        while (limit < DECLARATION && fill()) {
            continue;
        }
        String beginning = new String(octets, 0, Math.min(limit, DECLARATION), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        int at = beginning.indexOf("charset=");
        if (at < 0) {
            return null;
        }
        int start = at + "charset=".length();
        while (start < beginning.length() && (beginning.charAt(start) == '"' || beginning.charAt(start) == '\'')) {
            start++;
        }
        int end = start;
        while (end < beginning.length() && "\"'; />".indexOf(beginning.charAt(end)) < 0) {
            end++;
        }
        Charset charset = Charsets.find(beginning.substring(start, end));
        // a declaration that could be read octet by octet is not true of UTF-16
        return charset == null || charset.name().startsWith("UTF-16") ? null : charset;
    }

    /** Goes on to the next piece, of at least one character and of whole ones; false at the end. */
    boolean next() throws IOException {
        for (;;) {
            read();
            if (front && to > from) {
                front = false;
                if (to - from >= 3 && piece[from] == (byte) 0xef && piece[from + 1] == (byte) 0xbb && piece[from + 2] == (byte) 0xbf) {
                    from += 3;
                }
            }
            if (to > from) {
                return true;
            }
            if (ended && position == limit && transcoder.isFlushed()) {
                return false;
            }
            if (!ended) {
                System.arraycopy(octets, position, octets, 0, limit - position);
                limit -= position;
                position = 0;
                fill();
            }
        }
    }

    private void read() {
        int end = transcoder.plainEnd(octets, position, limit);
        if (end > position) {
            piece = octets;
            from = position;
            to = end;
            position = end;
        } else {
            piece = decoded;
            from = 0;
            to = transcoder.decode(octets, position, limit, ended, decoded);
            position = transcoder.position();
        }
    }

    /** Where the piece lies; not to be changed, and gone when the next one is asked for. */
    byte[] piece() {
        return piece;
    }

    /** The first octet of the piece. */
    int from() {
        return from;
    }

    /** Behind the last octet of the piece. */
    int to() {
        return to;
    }

    /** Puts more octets behind those that are there. */
    private boolean fill() throws IOException {
        int count = in.read(octets, limit, octets.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }
}
