package org.dotgate.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads text whose charset nobody declared: what is UTF-8 is read as UTF-8, each octet that cannot be UTF-8 as
 * windows-1252. That needs no look ahead, so it serves streams, and a message may mix both.
 */
final class Guess {
    private static final char[] WINDOWS_1252 = new char[256];

    static {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        Charset charset = Charset.forName("windows-1252");
        new String(octets, charset).getChars(0, octets.length, WINDOWS_1252, 0);
    }

    private Guess() {
    }

    static CharsetDecoder utf8() {
        return StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** What an octet stands for that cannot be UTF-8. */
    static char octet(byte octet) {
        return WINDOWS_1252[octet & 0xff];
    }

    /** As {@link CharsetDecoder#decode(ByteBuffer, CharBuffer, boolean)}, but never reports malformed input. */
    private static CoderResult decode(CharsetDecoder utf8, ByteBuffer in, CharBuffer out, boolean end) {
        for (;;) {
            CoderResult result = utf8.decode(in, out, end);
            if (!result.isError()) {
                return result;
            }
            if (out.remaining() < result.length()) {
                return CoderResult.OVERFLOW;
            }
            for (int i = result.length(); i > 0; i--) {
                out.put(octet(in.get()));
            }
        }
    }

    static String text(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && octets[i] >= 0) {
            i++;
        }
        if (i == to) {
            return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        }
        CharBuffer out = CharBuffer.allocate(to - from);
        decode(utf8(), ByteBuffer.wrap(octets, from, to - from), out, true);
        return out.flip().toString();
    }
}
