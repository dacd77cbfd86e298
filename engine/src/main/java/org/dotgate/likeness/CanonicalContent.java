package org.dotgate.likeness;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Locale;
import org.dotgate.mime.MessageVisitor;

/**
 * Hashes what stays the same when a message is built anew, with another Date, Message-ID, boundaries, transfer encoding or
 * line lengths: From, To, Cc and Subject of the message and of messages in it, the decoded text with white space folded,
 * and type, name and hash of each decoded attachment. HTML counts with its markup: a message that leads elsewhere behind
 * the same words is another. Each item begins with a mark and its kind, so that text cannot
 * pass from one item to the next unnoticed. Serves one walk, on one thread.
 */
final class CanonicalContent implements MessageVisitor {
    /** Begins an item; no text can hold it, see {@link #put}. */
    private static final char MARK = '\uffff';
    private static final int BUFFER = 4096;

    private final MessageDigest digest = Hash.sha256();
    private final byte[] buffer = new byte[BUFFER];
    private int length;
    private boolean inText;
    private boolean blank;
    private boolean empty;

    byte[] digest() {
        flush();
        return digest.digest();
    }

    @Override
    public boolean takesMarkup() {
        return true;
    }

    @Override
    public void field(int depth, String name, String value) {
        String kind = name.toLowerCase(Locale.ROOT);
        switch (kind) {
            case "from":
            case "to":
            case "cc":
            case "subject":
                begin(kind.charAt(0));
                fold(value);
                break;
            default:
                break;
        }
    }

    @Override
    public void text(char[] chars, int from, int to) {
        if (!inText) {
            begin('b');
            inText = true;
        }
        for (int i = from; i < to; i++) {
            fold(chars[i]);
        }
    }

    @Override
    public void endOfText() {
        inText = false;
    }

    @Override
    public void attachment(String mediaType, String fileName, InputStream decoded) throws IOException {
        begin('a');
        fold(mediaType);
        begin('n');
        fold(fileName);
        MessageDigest content = Hash.sha256();
        byte[] octets = new byte[8192];
        for (int count = decoded.read(octets); count >= 0; count = decoded.read(octets)) {
            content.update(octets, 0, count);
        }
        begin('h');
        for (byte octet : content.digest()) {
            put((char) (octet & 0xff));
        }
    }

    private void begin(char kind) {
        write(MARK);
        write(kind);
        blank = false;
        empty = true;
    }

    private void fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            fold(text.charAt(i));
        }
    }

    /** White space becomes one blank between words, and none at either end. */
    private void fold(char c) {
        if (c <= ' ' || c == '\u00a0') {
            blank = true;
            return;
        }
        if (blank && !empty) {
            write(' ');
        }
        blank = false;
        empty = false;
        put(c);
    }

    private void put(char c) {
        write(c == MARK ? '\ufffd' : c);
    }

    private void write(char c) {
        if (length == BUFFER) {
            flush();
        }
        buffer[length++] = (byte) (c >> 8);
        buffer[length++] = (byte) c;
    }

    private void flush() {
        digest.update(buffer, 0, length);
        length = 0;
    }
}
