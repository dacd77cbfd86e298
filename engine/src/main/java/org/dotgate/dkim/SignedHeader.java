package org.dotgate.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dotgate.dkim.MessageHeader.Field;

/** The octets of a header that a signature covers (RFC 6376, sections 3.4 and 3.7). Not thread-safe. */
final class SignedHeader {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(2048);
    private final boolean relaxed;

    private SignedHeader(boolean relaxed) {
        this.relaxed = relaxed;
    }

    /**
     * What the signature covers: the fields it names, of several with one name the lowest first, then itself without its
     * value of {@code b=}.
     *
     * @param names as {@code h=} gives them; a name that no field is left for adds nothing
     */
    static byte[] octets(MessageHeader header, List<? extends CharSequence> names, Field signature, boolean relaxed) {
        SignedHeader signed = new SignedHeader(relaxed);
        Map<String, List<Field>> known = new HashMap<>();
        Map<String, Integer> taken = new HashMap<>();
        for (CharSequence given : names) {
            String name = given.toString().trim().toLowerCase(Locale.ROOT);
            List<Field> fields = known.computeIfAbsent(name, header::named);
            int number = taken.merge(name, 1, Integer::sum);
            if (number <= fields.size()) {
                Field field = fields.get(fields.size() - number);
                signed.add(field, field.octets());
                signed.octets.writeBytes(LINE_END);
            }
        }
        signed.add(signature, withoutSignature(signature));
        return signed.octets.toByteArray();
    }

    private void add(Field field, byte[] lines) {
        if (!relaxed) {
            octets.writeBytes(lines);
            return;
        }
        octets.writeBytes(field.name().getBytes(StandardCharsets.ISO_8859_1));
        octets.write(':');
        boolean blank = false;
        boolean begun = false;
        for (int i = field.colon() + 1; i < lines.length; i++) {
            byte octet = lines[i];
            if (isLineEnd(lines, i)) {
                continue;
            }
            if (octet == ' ' || octet == '\t') {
                blank = true;
                continue;
            }
            if (blank && begun) {
                octets.write(' ');
            }
            octets.write(octet);
            blank = false;
            begun = true;
        }
    }

    /** Whether this octet belongs to a CRLF; in a field, white space follows it. */
    private static boolean isLineEnd(byte[] lines, int i) {
        return lines[i] == '\r' && i + 1 < lines.length && lines[i + 1] == '\n' || lines[i] == '\n' && i > 0 && lines[i - 1] == '\r';
    }

    /** The field without what stands between {@code b=} and the next semicolon, white space included. */
    private static byte[] withoutSignature(Field field) {
        byte[] all = field.octets();
        int start = field.colon() + 1;
        while (start < all.length) {
            int end = indexOf(all, ';', start);
            int equals = indexOf(all, '=', start);
            if (equals < end && new String(all, start, equals - start, StandardCharsets.ISO_8859_1).trim().equals("b")) {
                byte[] rest = new byte[equals + 1 + all.length - end];
                System.arraycopy(all, 0, rest, 0, equals + 1);
                System.arraycopy(all, end, rest, equals + 1, all.length - end);
                return rest;
            }
            start = end + 1;
        }
        return all;
    }

    private static int indexOf(byte[] octets, char wanted, int from) {
        int i = from;
        while (i < octets.length && octets[i] != wanted) {
            i++;
        }
        return i;
    }
}
