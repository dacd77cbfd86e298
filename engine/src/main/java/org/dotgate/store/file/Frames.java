package org.dotgate.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Octets in a frame: a letter that tells what they are, their number, and the CRC-32C of letter and octets. Reads the frames
 * of a file one after the other. Owned by one thread.
 */
final class Frames {
    /** Letter, number and checksum, in octets. */
    static final int HEAD = 9;
    private static final int BUFFER = 256 * 1024;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
    /** Where in the file the buffer ends. */
    private long read;
    private byte[] content = new byte[8 * 1024];
    private int length;
    private char letter;
    private boolean whole;

    Frames(FileChannel channel, long from) {
        this.channel = channel;
        this.read = from;
    }

    /** Puts the head of a frame into a buffer. */
    static void head(ByteBuffer target, char letter, byte[] content, int length) {
        target.put((byte) letter).putInt(length).putInt(checksum(letter, content, 0, length));
    }

    static int checksum(char letter, byte[] content, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(letter);
        checksum.update(content, from, length);
        return (int) checksum.getValue();
    }

    /**
     * Goes to the next frame.
     *
     * @return false at the end of the file, or where something else follows than a frame that fits into it
     */
    boolean next() throws IOException {
        if (!fill(HEAD)) {
            return false;
        }
        letter = (char) buffer.get();
        length = buffer.getInt();
        int checksum = buffer.getInt();
        if (length < 0 || length > channel.size() - position()) {
            buffer.position(buffer.position() - HEAD);
            return false;
        }
        if (length > content.length) {
            content = new byte[Math.max(length, content.length * 2)];
        }
        for (int done = 0; done < length;) {
            if (!fill(1)) {
                return false;
            }
            int part = Math.min(length - done, buffer.remaining());
            buffer.get(content, done, part);
            done += part;
        }
        whole = checksum(letter, content, 0, length) == checksum;
        return true;
    }

    private boolean fill(int least) throws IOException {
        if (buffer.remaining() >= least) {
            return true;
        }
        buffer.compact();
        while (buffer.position() < least) {
            int more = channel.read(buffer, read);
            if (more < 0) {
                buffer.flip();
                return false;
            }
            read += more;
        }
        buffer.flip();
        return true;
    }

    /** Where in the file the next frame would begin. */
    long position() {
        return read - buffer.remaining();
    }

    char letter() {
        return letter;
    }

    /** Whether the checksum is right. */
    boolean isWhole() {
        return whole;
    }

    /** What is in the frame: an array that the next one overwrites. */
    byte[] content() {
        return content;
    }

    int length() {
        return length;
    }
}
