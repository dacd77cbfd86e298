package org.dotgate.benchmarks.similar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * Builds a message anew, as a sender does that does not keep what it has sent: another Date, Message-ID and Received field,
 * other boundaries, another transfer encoding and other line lengths in it, and texts told again by a {@link Retelling}.
 * The same seed builds the same. For one message.
 */
final class Rebuilder {
    private static final Set<String> LEFT_OUT = Set.of("date", "message-id", "received", "dkim-signature", "content-transfer-encoding");
    private static final Pattern MULTIPART = Pattern.compile("content-type\\s*:\\s*multipart/", Pattern.CASE_INSENSITIVE);
    private static final String END = "\r\n";

    private final Random random;
    private final Retelling retelling;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<String> boundaries = new ArrayDeque<>();

    Rebuilder(long seed, Retelling retelling) {
        this.random = new Random(seed);
        this.retelling = retelling;
    }

    /** @throws IOException if the message is too broken to be built anew */
    Mail rebuild(Mail mail) throws IOException {
        try {
            walk(mail.open());
        } catch (MimeException | IllegalStateException | IllegalArgumentException e) {
            throw new IOException(mail + " cannot be read", e);
        }
        return new Mail(mail + " rebuilt", out.toByteArray());
    }

    private void walk(InputStream raw) throws IOException, MimeException {
        MimeTokenStream tokens = new MimeTokenStream(MimeConfig.PERMISSIVE);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(raw);
        write("Received: from relay" + random.nextInt(9) + ".example.org by mx.example.net; " + random.nextInt(28) + " Jan 2026" + END);
        write("Message-ID: <" + random.nextLong() + "@example.org>" + END);
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_FIELD -> field(tokens.getField());
                case T_START_MULTIPART -> {
                    String boundary = "=_" + Long.toHexString(random.nextLong());
                    boundaries.push(boundary);
                    write("Content-Type: " + tokens.getBodyDescriptor().getMimeType() + "; boundary=\"" + boundary + "\"" + END + END);
                }
                case T_START_BODYPART -> write(END + "--" + boundaries.peek() + END);
                case T_END_MULTIPART -> write(END + "--" + boundaries.pop() + "--" + END);
                case T_BODY -> leaf(tokens.getBodyDescriptor(), tokens.getInputStream(), tokens.getDecodedInputStream());
                default -> {
                    // nothing that is written
                }
            }
        }
    }

    private void field(Field field) throws IOException {
        String name = field.getName().toLowerCase(Locale.ROOT);
        byte[] raw = field.getRaw().toByteArray();
        boolean ofMultipart = MULTIPART.matcher(new String(raw, ISO_8859_1)).lookingAt();
        if (!LEFT_OUT.contains(name) && !ofMultipart) {
            out.write(raw);
            write(END);
        }
    }

    private void leaf(BodyDescriptor header, InputStream raw, InputStream decoded) throws IOException {
        String type = header.getMimeType();
        String charset = String.valueOf(header.getCharset()).toLowerCase(Locale.ROOT);
        boolean text = type.startsWith("text/") && !charset.startsWith("utf-16") && !charset.startsWith("utf-7") && !charset.startsWith("iso-2022");
        boolean identity = !Set.of("base64", "quoted-printable").contains(header.getTransferEncoding());
        if (!text && identity) {
            write(END);
            raw.transferTo(out);
            return;
        }
        byte[] octets = decoded.readAllBytes();
        if (text) {
            octets = retelling.of(new String(octets, ISO_8859_1), type.equals("text/html")).getBytes(ISO_8859_1);
        }
        if (!text || random.nextBoolean()) {
            write("Content-Transfer-Encoding: base64" + END + END);
            out.write(Base64.getMimeEncoder(4 * (10 + random.nextInt(9)), END.getBytes(US_ASCII)).encode(octets));
        } else {
            write("Content-Transfer-Encoding: quoted-printable" + END + END + quoted(octets, 40 + random.nextInt(35)));
        }
    }

    private static String quoted(byte[] octets, int width) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (byte octet : octets) {
            if (octet == '\n') {
                text.append(END);
                column = 0;
            } else if (octet != '\r') {
                boolean plain = octet > ' ' && octet != '=' && octet < 127;
                text.append(plain ? String.valueOf((char) octet) : String.format("=%02X", octet & 0xff));
                column += plain ? 1 : 3;
                if (column > width) {
                    text.append('=').append(END);
                    column = 0;
                }
            }
        }
        return text.toString();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
    }
}
