package org.dotgate.store.file;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.BufferedInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.dotgate.store.Store;

/**
 * The changes since the last file of records, each put at the end of a file as it is made. A change that has been written
 * survives the end of the process; after {@link #force} a power cut too. docs/store.md shows how it is written. Changed by
 * one thread at a time.
 */
final class Journal implements Closeable {
    /** No change is larger: a key and a value of three octets a code unit, and what stands around them. */
    private static final int MOST = 3 * (Store.MAX_KEY + Store.MAX_VALUE) + 256;
    /** Length and checksum. */
    private static final int HEAD = 8;

    private final Disk disk;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST + HEAD);
    private final Output record = new Output(512);
    /** How much of the file is whole, and has been told to somebody. */
    private long whole;
    private long written;
    /** Whether something may have been written since it was last forced. */
    private volatile boolean dirty;

    private Journal(Disk disk, FileChannel channel, long whole) {
        this.disk = disk;
        this.channel = channel;
        this.whole = whole;
        this.written = whole;
    }

    /** Begins a new one. */
    static Journal create(Disk disk, Path file) throws IOException {
        FileChannel channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            byte[] line = FileKind.JOURNAL.line();
            disk.write(channel, ByteBuffer.wrap(line));
            return new Journal(disk, channel, line.length);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Goes on with one of which so many octets are whole; what is behind them goes. */
    static Journal goOn(Disk disk, Path file, long whole) throws IOException {
        FileChannel channel = disk.open(file, StandardOpenOption.WRITE);
        try {
            disk.truncate(channel, whole);
            return new Journal(disk, channel, whole);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes a change, which is written with {@link #write} at the latest. */
    void add(Id id, Stored stored) throws IOException {
        record.clear();
        record.number(id.octets().length);
        record.octets(id.octets(), 0, id.octets().length);
        record.stored(stored);
        if (buffer.remaining() < HEAD + record.size()) {
            flush();
        }
        buffer.putInt(record.size()).putInt(checksum(record.array(), record.size())).put(record.array(), 0, record.size());
    }

    /** Has all changes survive the end of this process. */
    void write() throws IOException {
        flush();
        whole = written;
    }

    private void flush() throws IOException {
        if (buffer.position() > 0) {
            buffer.flip();
            int length = buffer.remaining();
            disk.write(channel, buffer);
            // not before: what is forced between the two would count for what has not been written yet
            dirty = true;
            written += length;
            buffer.clear();
        }
    }

    /** Takes back what was added after the last {@link #write}, some of which may stand in the file already. */
    void undo() throws IOException {
        buffer.clear();
        disk.truncate(channel, whole);
        written = whole;
    }

    /** In octets. */
    long size() {
        return written;
    }

    /** Has what was written survive a power cut. Any thread may call it. */
    void force() throws IOException {
        if (dirty) {
            dirty = false;
            boolean forced = false;
            try {
                disk.force(channel);
                forced = true;
            } finally {
                if (!forced) {
                    dirty = true;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Reads one.
     *
     * @param changes takes them in order
     * @return how much of it is whole: less than there is if the last change was not written to its end. 0 if not even
     *     the first line was
     * @throws DamagedException if it is not as it was written; what came before has been taken
     */
    static long read(Path file, BiConsumer<Id, Stored> changes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long whole = FileKind.JOURNAL.check(channel);
            channel.position(whole);
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 64 * 1024));
            try {
                while (whole > 0) {
                    int length = in.readInt();
                    int checksum = in.readInt();
                    if (length <= 0 || length > MOST) {
                        throw new DamagedException("a change at octet " + whole + " has an impossible length");
                    }
                    byte[] octets = new byte[length];
                    in.readFully(octets);
                    if (checksum(octets, length) != checksum) {
                        throw new DamagedException("a change at octet " + whole + " has a wrong checksum");
                    }
                    Input change = new Input(octets, 0, length);
                    changes.accept(new Id(change.octets(change.length())), change.stored());
                    whole += HEAD + length;
                }
            } catch (EOFException e) {
                // the end, or a change that was being written when the process ended, of which nobody has been told
                return whole;
            }
            return whole;
        }
    }

    private static int checksum(byte[] octets, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets, 0, length);
        return (int) checksum.getValue();
    }
}
