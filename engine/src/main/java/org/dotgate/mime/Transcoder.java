package org.dotgate.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns text of one charset into UTF-8. One object for each text; not thread-safe. */
abstract class Transcoder {
    /** Where decoding has got to in its input. */
    int position;

    /** @param charset null where it is to be {@linkplain Guess guessed} */
    static Transcoder of(Charset charset) {
        if (charset == null || charset.equals(StandardCharsets.UTF_8)) {
            return new FromUtf8(charset == null);
        }
        return new FromAny(charset);
    }

    /** Up to where the input is well-formed UTF-8 as it stands, and means the same. */
    abstract int plainEnd(byte[] octets, int from, int to);

    /**
     * Decodes as much as there is room for; of a character that is cut off nothing, unless the input has ended.
     *
     * @return how many octets the target holds
     */
    abstract int decode(byte[] octets, int from, int to, boolean ended, byte[] target);

    /** Up to which octet of the input the last {@link #decode} has got. */
    final int position() {
        return position;
    }

    /** Whether nothing is held back, once the input has ended and been decoded. */
    boolean isFlushed() {
        return true;
    }

    /** Puts characters as UTF-8 behind what the target holds. */
    static int put(CharBuffer chars, byte[] target, int at) {
        byte[] encoded = chars.toString().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, target, at, encoded.length);
        return at + encoded.length;
    }

    /** UTF-8, declared or guessed: only what is malformed needs work. */
    private static final class FromUtf8 extends Transcoder {
        /** No character has more octets, nor does a malformed one have so many. */
        private static final int LONGEST = 4;
        /** What such octets may become: each of them one character of three. */
        private static final int ROOM = 3 * LONGEST;

        private final boolean guessed;
        private CharBuffer chars;
        private CharsetDecoder decoder;

        FromUtf8(boolean guessed) {
            this.guessed = guessed;
        }

        @Override
        int plainEnd(byte[] octets, int from, int to) {
            return Utf8.wellFormedEnd(octets, from, to);
        }

        @Override
        int decode(byte[] octets, int from, int to, boolean ended, byte[] target) {
            position = from;
            int out = 0;
            while (position < to && out + ROOM <= target.length) {
                int end = Utf8.wellFormedEnd(octets, position, Math.min(to, position + target.length - ROOM - out));
                System.arraycopy(octets, position, target, out, end - position);
                out += end - position;
                position = end;
                if (position == to || !ended && to - position < LONGEST) {
                    break;
                }
                if (out + ROOM <= target.length) {
                    out = one(octets, to, ended, target, out);
                }
            }
            return out;
        }

        /** Decodes one sequence, malformed or not, as the JDK's decoder tells how many octets of it belong together. */
        private int one(byte[] octets, int to, boolean ended, byte[] target, int out) {
            if (decoder == null) {
                decoder = Guess.utf8();
                chars = CharBuffer.allocate(LONGEST);
            }
            ByteBuffer in = ByteBuffer.wrap(octets, position, Math.min(to - position, LONGEST));
            chars.clear();
            CoderResult result = decoder.reset().decode(in, chars, ended && to - position <= LONGEST);
            if (chars.position() == 0 && result.isError()) {
                for (int i = guessed ? result.length() : 1; i > 0; i--) {
                    chars.put(guessed ? Guess.octet(in.get()) : '\ufffd');
                }
                in.position(position + result.length());
            }
            position = in.position();
            return put(chars.flip(), target, out);
        }
    }

    /** Any other charset, by way of the JDK's decoder. */
    private static final class FromAny extends Transcoder {
        private final CharsetDecoder decoder;
        private final CharBuffer chars = CharBuffer.allocate(1024);
        private final boolean extendsAscii;
        private boolean flushed;

        FromAny(Charset charset) {
            extendsAscii = Charsets.extendsAscii(charset);
            decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
        }

        /** All or nothing: pieces that end at each letter that is not ASCII would cost more than they save. */
        @Override
        int plainEnd(byte[] octets, int from, int to) {
            return extendsAscii && Utf8.isAscii(octets, from, to) ? to : from;
        }

        @Override
        int decode(byte[] octets, int from, int to, boolean ended, byte[] target) {
            ByteBuffer in = ByteBuffer.wrap(octets, from, to - from);
            // no character of two octets in UTF-16 has more than three in UTF-8
            chars.clear().limit(Math.min(chars.capacity(), target.length / 3));
            if (!flushed) {
                CoderResult result = decoder.decode(in, chars, ended);
                if (ended && result.isUnderflow()) {
                    flushed = decoder.flush(chars).isUnderflow();
                }
            }
            position = in.position();
            return put(chars.flip(), target, 0);
        }

        @Override
        boolean isFlushed() {
            return flushed;
        }
    }
}
