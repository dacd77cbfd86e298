package org.dotgate.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes a {@link SortedFile}, once, from beginning to end. Owned by one thread. */
final class SortedFileWriter implements Closeable {
    /** A block is ended when it is as large as this, in octets: what one look at the file reads. */
    private static final int BLOCK = 4 * 1024;
    private static final int BUFFER = 256 * 1024;
    /** From so many records it is judged how many have expired. */
    private static final int SAMPLES = 256;

    private final Disk disk;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Output block = new Output(2 * BLOCK);
    private final Output index = new Output(BUFFER);
    private final Output samples = new Output(SAMPLES * 16);
    private final BloomFilter filter;
    private final long sampled;
    private byte[] last = {};
    private long written;
    private long count;

    /**
     * @param expected how many records will be added at most
     * @throws IOException if the file cannot be made
     */
    SortedFileWriter(Disk disk, Path file, long expected) throws IOException {
        this.disk = disk;
        filter = new BloomFilter(expected);
        sampled = expected / SAMPLES + 1;
        channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        buffer.put(FileKind.RECORDS.line());
        written = buffer.position();
    }

    /** Adds one, whose id is greater than that of the one before. */
    void add(Id id, Stored stored) throws IOException {
        if (block.size() >= BLOCK) {
            endBlock();
        }
        byte[] octets = id.octets();
        int shared = 0;
        if (block.size() == 0) {
            index.number(octets.length);
            index.octets(octets, 0, octets.length);
            index.number(written);
        } else {
            int different = Arrays.mismatch(last, octets);
            shared = different < 0 ? octets.length : different;
        }
        block.number(shared);
        block.number(octets.length - shared);
        block.octets(octets, shared, octets.length - shared);
        block.stored(stored);
        filter.add(id);
        if (count % sampled == 0) {
            samples.number(stored.expires());
        }
        last = octets;
        count++;
    }

    private void endBlock() throws IOException {
        frame(SortedFile.BLOCK, block);
        block.clear();
    }

    /** Ends the file, so that it survives a power cut. */
    void finish() throws IOException {
        if (block.size() > 0) {
            endBlock();
        }
        frame(SortedFile.INDEX, index);
        frame(SortedFile.SAMPLES, samples);
        byte[] octets = filter.octets();
        Output bloom = new Output(octets.length);
        bloom.octets(octets, 0, octets.length);
        frame(SortedFile.FILTER, bloom);
        Output end = new Output(Long.BYTES);
        end.number(count);
        frame(SortedFile.END, end);
        flush();
        disk.force(channel);
    }

    private void frame(char letter, Output content) throws IOException {
        if (buffer.remaining() < Frames.HEAD) {
            flush();
        }
        Frames.head(buffer, letter, content.array(), content.size());
        for (int done = 0; done < content.size();) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(content.size() - done, buffer.remaining());
            buffer.put(content.array(), done, part);
            done += part;
        }
        written += Frames.HEAD + content.size();
    }

    private void flush() throws IOException {
        buffer.flip();
        disk.write(channel, buffer);
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
