package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decodes octets to characters. Malformed input is replaced; where no charset is known, each octet is {@linkplain Guess
 * guessed}. A byte order mark at the front vanishes. Not thread-safe.
 */
final class TextReader {
    /** How far into HTML its own declaration of a charset is looked for (WHATWG HTML, section 13.2.3.2). */
    private static final int DECLARATION = 1024;

    private final InputStream in;
    private final ByteBuffer octets;
    private final CharsetDecoder decoder;
    private final boolean guessed;
    private boolean front = true;
    private boolean ended;
    private boolean flushed;

    /**
     * @param declared the charset that the header declares, or null
     * @param buffer at least {@value #DECLARATION} octets, used until the text is over
     */
    TextReader(InputStream in, String declared, boolean html, byte[] buffer) throws IOException {
        this.in = in;
        this.octets = ByteBuffer.wrap(buffer);
        octets.limit(0);
        Charset charset = Charsets.find(declared);
        if (declared == null && html) {
            charset = declaredWithin();
        }
        guessed = charset == null;
        decoder = guessed ? Guess.utf8() : charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    private Charset declaredWithin() throws IOException {
        while (octets.limit() < DECLARATION && fill()) {
            continue;
        }
        String beginning = new String(octets.array(), 0, Math.min(octets.limit(), DECLARATION), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        int at = beginning.indexOf("charset=");
        if (at < 0) {
            return null;
        }
        int from = at + "charset=".length();
        while (from < beginning.length() && (beginning.charAt(from) == '"' || beginning.charAt(from) == '\'')) {
            from++;
        }
        int to = from;
        while (to < beginning.length() && "\"'; />".indexOf(beginning.charAt(to)) < 0) {
            to++;
        }
        Charset charset = Charsets.find(beginning.substring(from, to));
        // a declaration that could be read octet by octet is not true of UTF-16
        return charset == null || charset.name().startsWith("UTF-16") ? null : charset;
    }

    /** Reads at least one character into the array's beginning; returns how many, or -1 at the end. */
    int read(char[] target) throws IOException {
        CharBuffer chars = CharBuffer.wrap(target);
        while (!flushed) {
            CoderResult result = guessed
                    ? Guess.decode(decoder, octets, chars, ended)
                    : decoder.decode(octets, chars, ended);
            if (ended && result.isUnderflow()) {
                flushed = decoder.flush(chars).isUnderflow();
            }
            int length = chars.position();
            if (front && length > 0) {
                front = false;
                if (target[0] == '\ufeff') {
                    System.arraycopy(target, 1, target, 0, --length);
                    chars.position(length);
                }
            }
            if (length > 0) {
                return length;
            }
            if (!ended) {
                octets.compact().flip();
                fill();
            }
        }
        return -1;
    }

    /** Puts more octets behind those that are there. */
    private boolean fill() throws IOException {
        int count = in.read(octets.array(), octets.limit(), octets.capacity() - octets.limit());
        if (count < 0) {
            ended = true;
            return false;
        }
        octets.limit(octets.limit() + count);
        return true;
    }
}
