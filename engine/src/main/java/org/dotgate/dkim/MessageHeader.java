package org.dotgate.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The header of a message, octet by octet, for a signature covers octets and not what they mean. A line that is no field
 * belongs to the field before it only if it begins with white space; else it is no field that a signature could name.
 * Immutable.
 */
final class MessageHeader {
    /** The longest header that is read, in octets. Longer ones are cut by most who pass mail on. */
    static final int MAX_OCTETS = 256 * 1024;

    private static final int CHUNK = 8 * 1024;

    private final List<Field> fields;
    private final int length;

    private MessageHeader(List<Field> fields, int length) {
        this.fields = fields;
        this.length = length;
    }

    /**
     * Reads the beginning of a message, and some of its body.
     *
     * @throws IOException if it cannot be read, or its header is longer than {@link #MAX_OCTETS}
     */
    static MessageHeader read(InputStream message) throws IOException {
        byte[] octets = new byte[CHUNK];
        int filled = 0;
        int end = -1;
        int from = 0;
        for (int read = message.read(octets); read >= 0; read = message.read(octets, filled, octets.length - filled)) {
            filled += read;
            end = end(octets, from, filled);
            if (end >= 0) {
                break;
            }
            if (filled >= MAX_OCTETS) {
                throw new IOException("its header is longer than " + MAX_OCTETS + " octets");
            }
            from = Math.max(0, filled - 3);
            if (filled == octets.length) {
                octets = Arrays.copyOf(octets, octets.length * 2);
            }
        }
        int bodyStart = end < 0 ? filled : end;
        return new MessageHeader(fields(octets, bodyStart), bodyStart);
    }

    /** Where the body begins: behind the first empty line; -1 if none is there yet. */
    private static int end(byte[] octets, int from, int to) {
        if (from == 0 && to > 0 && octets[0] == '\n') {
            return 1;
        }
        if (from == 0 && to > 1 && octets[0] == '\r' && octets[1] == '\n') {
            return 2;
        }
        for (int i = from; i < to; i++) {
            if (octets[i] != '\n') {
                continue;
            }
            if (i + 1 < to && octets[i + 1] == '\n') {
                return i + 2;
            }
            if (i + 2 < to && octets[i + 1] == '\r' && octets[i + 2] == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    private static List<Field> fields(byte[] octets, int end) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < end) {
            int next = lineEnd(octets, start, end);
            while (next < end && (octets[next] == ' ' || octets[next] == '\t')) {
                next = lineEnd(octets, next, end);
            }
            int stop = next;
            if (stop > start && octets[stop - 1] == '\n') {
                stop--;
            }
            if (stop > start && octets[stop - 1] == '\r') {
                stop--;
            }
            Field field = Field.of(octets, start, stop);
            if (field != null) {
                fields.add(field);
            }
            start = next;
        }
        return List.copyOf(fields);
    }

    /** Behind the line end that follows. */
    private static int lineEnd(byte[] octets, int from, int end) {
        int i = from;
        while (i < end && octets[i] != '\n') {
            i++;
        }
        return Math.min(end, i + 1);
    }

    /** All fields, from the top. */
    List<Field> fields() {
        return fields;
    }

    /** The fields of a name, from the top. */
    List<Field> named(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).collect(Collectors.toUnmodifiableList());
    }

    /** How many octets stand before the body. */
    int length() {
        return length;
    }

    /** One field: its lines without the last line end. Immutable. */
    static final class Field {
        private final String name;
        private final byte[] octets;
        private final int colon;

        private Field(String name, byte[] octets, int colon) {
            this.name = name;
            this.octets = octets;
            this.colon = colon;
        }

        private static Field of(byte[] octets, int start, int stop) {
            int colon = start;
            while (colon < stop && octets[colon] != ':' && octets[colon] != '\n') {
                colon++;
            }
            if (colon == stop || octets[colon] != ':') {
                return null;
            }
            String name = new String(octets, start, colon - start, StandardCharsets.ISO_8859_1).trim().toLowerCase(Locale.ROOT);
            return new Field(name, Arrays.copyOfRange(octets, start, stop), colon - start);
        }

        /** In lower case. */
        String name() {
            return name;
        }

        /** The field as it stands there. */
        byte[] octets() {
            return octets;
        }

        /** Where the colon is in the octets. */
        int colon() {
            return colon;
        }

        /** What stands behind the colon, octets as ISO 8859-1 characters. */
        String value() {
            return new String(octets, colon + 1, octets.length - colon - 1, StandardCharsets.ISO_8859_1);
        }
    }
}
