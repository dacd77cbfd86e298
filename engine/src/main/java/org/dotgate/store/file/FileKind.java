package org.dotgate.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The first line of a file, which tells what it is and how it is written: {@code dotgate-journal 1}. */
enum FileKind {
    JOURNAL,
    RECORDS;

    /** Why a file is not read whose version is not ours. */
    static final String NEWER = "it was written by a newer Dotgate, which can read it";

    private static final int VERSION = 1;

    byte[] line() {
        return (beginning() + VERSION + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private String beginning() {
        return "dotgate-" + (this == JOURNAL ? "journal" : "records") + " ";
    }

    /**
     * Reads the line of a file.
     *
     * @return where what follows begins; 0 if the file ends before the end of the line, having none other
     * @throws DamagedException if there is another
     */
    int check(FileChannel channel) throws IOException {
        byte[] expected = line();
        ByteBuffer head = ByteBuffer.allocate(expected.length);
        while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
            // until there is a line, or no more
        }
        String line = new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII);
        String wanted = new String(expected, StandardCharsets.US_ASCII);
        if (line.equals(wanted)) {
            return expected.length;
        }
        if (wanted.startsWith(line)) {
            return 0;
        }
        throw new DamagedException(line.startsWith(beginning()) ? NEWER : "it does not begin as such a file does");
    }
}
