package org.dotgate.cli.judge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The messages in a file, a folder ({@link MailTree}), a Maildir, or an mbox (RFC 4155). Line ends become CRLF, as on the wire; in
 * an mbox, one {@code >} is taken off lines that begin with {@code >From }. Thread-safe.
 */
final class MailFiles {
    /** The largest message that is read, in octets. */
    static final int MAX_SIZE = 64 << 20;

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    /** Who gets the messages. */
    interface Receiver {
        /**
         * @param name the file, and the number in it where it is an mbox
         * @param message the message, its lines ended by CRLF
         */
        void receive(String name, byte[] message);

        /** A file, or a message in it, could not be read. */
        void unreadable(String name, String problem);
    }

    private MailFiles() {}

    /** Reads all there is, in the order of names. What cannot be read does not keep the rest from being read. */
    static void read(Path path, Receiver receiver) {
        if (!Files.isDirectory(path)) {
            file(path, receiver);
            return;
        }
        MailTree tree = MailTree.of(path);
        tree.files().keySet().forEach(file -> file(file, receiver));
        tree.troubles().forEach((place, trouble) -> receiver.unreadable(place.toString(), Trouble.of(trouble)));
    }

    /** How many octets there are to read, as far as that can be told. */
    static long octets(Path path) {
        if (Files.isDirectory(path)) {
            return MailTree.of(path).files().values().stream().mapToLong(Long::longValue).sum();
        }
        try {
            return Files.size(path);
        } catch (IOException e) {
            // told when it is read
            return 0;
        }
    }

    private static void file(Path file, Receiver receiver) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(FROM.length);
            boolean mbox = isFrom(in.readNBytes(FROM.length));
            in.reset();
            if (mbox) {
                mbox(file.toString(), in, receiver);
            } else {
                Gathered message = new Gathered();
                for (byte[] line = line(in); line != null; line = line(in)) {
                    message.add(line, 0);
                }
                message.deliver(file.toString(), receiver);
            }
        } catch (IOException e) {
            receiver.unreadable(file.toString(), Trouble.of(e));
        }
    }

    private static void mbox(String name, InputStream in, Receiver receiver) throws IOException {
        int number = 0;
        boolean empty = true;
        Gathered message = null;
        for (byte[] line = line(in); line != null; line = line(in)) {
            if (empty && isFrom(line)) {
                if (message != null) {
                    message.deliver(name + "#" + number, receiver);
                }
                number++;
                message = new Gathered();
            } else if (message != null) {
                message.add(line, isQuotedFrom(line) ? 1 : 0);
            }
            empty = line.length <= 2 && (line[0] == '\n' || line[0] == '\r');
        }
        if (message != null) {
            message.deliver(name + "#" + number, receiver);
        }
    }

    private static boolean isFrom(byte[] line) {
        return startsAt(line, 0);
    }

    private static boolean isQuotedFrom(byte[] line) {
        int quotes = 0;
        while (quotes < line.length && line[quotes] == '>') {
            quotes++;
        }
        return quotes > 0 && startsAt(line, quotes);
    }

    private static boolean startsAt(byte[] line, int at) {
        for (int i = 0; i < FROM.length; i++) {
            if (at + i >= line.length || line[at + i] != FROM[i]) {
                return false;
            }
        }
        return true;
    }

    /** One line with its line feed, or a part of it where it is longer than a message may be; null at the end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int octet = in.read();
        while (octet >= 0) {
            line.write(octet);
            if (octet == '\n' || line.size() > MAX_SIZE) {
                break;
            }
            octet = in.read();
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    /** A message as it is put together, up to the size that is allowed. */
    private static final class Gathered {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream(4096);
        private boolean tooLarge;

        void add(byte[] line, int from) {
            if (octets.size() + line.length > MAX_SIZE) {
                tooLarge = true;
                return;
            }
            int length = line.length;
            boolean bare = line[length - 1] == '\n' && (length < 2 || line[length - 2] != '\r');
            octets.write(line, from, length - from - (bare ? 1 : 0));
            if (bare) {
                octets.write('\r');
                octets.write('\n');
            }
        }

        void deliver(String name, Receiver receiver) {
            if (tooLarge) {
                receiver.unreadable(name, "is larger than " + MAX_SIZE + " octets");
            } else {
                receiver.receive(name, octets.toByteArray());
            }
        }
    }
}
