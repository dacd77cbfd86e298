package org.dotgate.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a visitor was shown. */
final class Seen implements MessageVisitor {
    final List<String> fields = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    final List<String> attachments = new ArrayList<>();
    WalkResult result;
    private final StringBuilder text = new StringBuilder();

    /** Walks a message written with LF, one character an octet; the line ends become CRLF. */
    static Seen in(String message) throws IOException {
        return in(message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), MimeLimits.DEFAULT);
    }

    static Seen in(String message, MimeLimits limits) throws IOException {
        return in(message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), limits);
    }

    static Seen in(byte[] message, MimeLimits limits) throws IOException {
        return in(new ByteArrayInputStream(message), limits);
    }

    static Seen in(InputStream message, MimeLimits limits) throws IOException {
        Seen seen = new Seen();
        seen.result = MimeWalker.walk(message, limits, seen);
        return seen;
    }

    @Override
    public void field(int depth, String name, String value) {
        fields.add(depth + " " + name + ": " + value);
    }

    @Override
    public void text(char[] chars, int from, int to) {
        text.append(chars, from, to - from);
    }

    @Override
    public void endOfText() {
        texts.add(text.toString().strip());
        text.setLength(0);
    }

    @Override
    public void attachment(String mediaType, String fileName, InputStream decoded) throws IOException {
        attachments.add(mediaType + " '" + fileName + "' " + new String(decoded.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
}
