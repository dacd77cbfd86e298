package org.dotgate.mime;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.stream.FieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;

/**
 * Gathers the lines of header fields for MIME4J, counts their octets over the whole message, and keeps what stands in a
 * header without being a field. Readers differ over such a header: for some the first broken line begins the body, for
 * others fields go on behind it. So it is read both ways: from the first broken line on, the lines are text, and those
 * that are fields are fields too. One object serves a whole walk, one entity after the other.
 */
final class HeaderFields implements FieldBuilder {
    private final ByteArrayBuffer lines = new ByteArrayBuffer(512);
    private final ByteArrayBuffer stray = new ByteArrayBuffer(16);
    private final int limit;
    private int octets;
    private boolean first;
    private boolean full;

    HeaderFields(int limit) {
        this.limit = limit;
    }

    /** The header of another entity begins. */
    void begin() {
        stray.clear();
        first = true;
    }

    /** The lines from the first broken one on; empty for a sound header. */
    ByteArrayBuffer stray() {
        return stray;
    }

    /** Whether the limit is spent. */
    boolean isFull() {
        return full;
    }

    @Override
    public void reset() {
        lines.clear();
    }

    @Override
    public void append(ByteArrayBuffer line) throws MimeException {
        octets += line.length();
        if (octets > limit) {
            full = true;
            throw new MaxHeaderLengthLimitException("header fields longer than " + limit + " octets");
        }
        lines.append(line.buffer(), 0, line.length());
    }

    /** @return the field, or null if the lines are none */
    @Override
    public RawField build() throws MimeException {
        int length = lines.length();
        if (length > 0 && lines.byteAt(length - 1) == '\n') {
            length--;
        }
        if (length > 0 && lines.byteAt(length - 1) == '\r') {
            length--;
        }
        boolean field = isField(length);
        // the line that separates messages in a mailbox file, left on top, is nobody's text
        boolean separator = first && startsWith("From ", length);
        first = false;
        if (!stray.isEmpty() || !field && !separator && length > 0) {
            stray.append(lines.buffer(), 0, lines.length());
        }
        return field ? RawFieldParser.DEFAULT.parseField(new ByteArrayBuffer(lines.buffer(), length, false)) : null;
    }

    /** Whether a name of printable characters, blanks only at its end, stands before a colon (RFC 5322, section 3.6.8). */
    private boolean isField(int length) {
        int i = 0;
        while (i < length && lines.byteAt(i) > ' ' && lines.byteAt(i) < 127 && lines.byteAt(i) != ':') {
            i++;
        }
        int name = i;
        while (i < length && (lines.byteAt(i) == ' ' || lines.byteAt(i) == '\t')) {
            i++;
        }
        return name > 0 && i < length && lines.byteAt(i) == ':';
    }

    private boolean startsWith(String prefix, int length) {
        if (length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (lines.byteAt(i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Only asked for where a broken line is to begin the body, which is not how this parser is set up. */
    @Override
    public RecycledByteArrayBuffer getRaw() {
        return null;
    }

    @Override
    public void release() {
        reset();
    }
}
