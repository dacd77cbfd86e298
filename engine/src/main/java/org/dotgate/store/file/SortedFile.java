package org.dotgate.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Records in the order of their ids, in a file that is written once and never changes. In memory: the first id of every
 * block, and a filter that tells of most ids that they are not there. docs/store.md shows how it is written. Immutable;
 * any thread may read it, and meets a {@link java.nio.channels.ClosedChannelException} once it is closed.
 */
final class SortedFile implements Closeable {
    /** Records; each as the number of octets shared with the id before, the rest of its id, and {@link Output#stored}. */
    static final char BLOCK = 'D';
    /** The first id of every block, and where in the file the block is. */
    static final char INDEX = 'I';
    /** When some of the records end. */
    static final char SAMPLES = 'S';
    /** A {@link BloomFilter} over all ids. */
    static final char FILTER = 'B';
    /** How many records there are; a file without it has been cut. */
    static final char END = 'E';

    private final FileRange range;
    private final FileChannel channel;
    private final List<byte[]> firsts;
    private final long[] offsets;
    private final long[] samples;
    private final BloomFilter filter;
    private final long count;
    private final long size;

    private SortedFile(FileRange range, FileChannel channel, Parts parts) throws IOException {
        this.range = range;
        this.channel = channel;
        this.firsts = parts.firsts;
        // one more, so that every block has an end
        this.offsets = LongStream.concat(parts.offsets.stream().mapToLong(Long::longValue), LongStream.of(parts.blocksEnd)).toArray();
        this.samples = parts.samples;
        this.filter = parts.filter;
        this.count = parts.count;
        this.size = channel.size();
    }

    /**
     * Opens one, having read all of it once.
     *
     * @throws DamagedException if it is not as it was written
     * @throws IOException if it cannot be read
     */
    static SortedFile open(Path path, FileRange range) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new SortedFile(range, channel, new Parts(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Which journals it takes the place of. */
    FileRange range() {
        return range;
    }

    long count() {
        return count;
    }

    /** In octets. */
    long size() {
        return size;
    }

    /** The share of records that have ended by then, judged by samples; deleted ones count. */
    double ended(long then) {
        return samples.length == 0 ? 0 : (double) Arrays.stream(samples).filter(expires -> expires <= then).count() / samples.length;
    }

    /** Whether it may hold a record of that id; asked of memory only. */
    boolean mayHold(Id id) {
        return filter.mayHold(id);
    }

    /** The record of that id; null if there is none. */
    Stored find(Id id) throws IOException {
        int block = blockOf(id);
        return !mayHold(id) || block < 0 ? null : find(block(block), id.octets());
    }

    private static Stored find(Input input, byte[] wanted) throws DamagedException {
        // ids grow: what an id shares with the one before tells how much of the wanted one it can still match
        int matched = 0;
        while (!input.isAtEnd()) {
            int shared = input.length();
            int rest = input.length();
            byte[] tail = input.octets(rest);
            if (shared <= matched) {
                int same = Arrays.mismatch(tail, 0, rest, wanted, Math.min(shared, wanted.length), wanted.length);
                if (same < 0) {
                    return input.stored();
                }
                matched = shared + same;
            }
            input.skipStored();
        }
        return null;
    }

    /** Goes through those from an id on. */
    Cursor from(Id from) {
        return new FileCursor(this, Math.max(0, blockOf(from)), from);
    }

    /** Goes through all. */
    Cursor all() {
        return new FileCursor(this, 0, null);
    }

    /** The last block whose first id is not greater; -1 if there is none. */
    private int blockOf(Id id) {
        int low = 0;
        int high = firsts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(firsts.get(middle), id.octets()) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    int blocks() {
        return firsts.size();
    }

    Input block(int number) throws IOException {
        byte[] frame = new byte[(int) (offsets[number + 1] - offsets[number])];
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offsets[number] + buffer.position()) < 0) {
                throw new DamagedException(range.fileName() + " has been cut while in use");
            }
        }
        int length = frame.length - Frames.HEAD;
        if (buffer.getInt(5) != Frames.checksum(BLOCK, frame, Frames.HEAD, length)) {
            throw new DamagedException(range.fileName() + " has a wrong checksum at octet " + offsets[number]);
        }
        return new Input(frame, Frames.HEAD, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What is read when a file is opened. */
    private static final class Parts {
        final List<byte[]> firsts = new ArrayList<>();
        final List<Long> offsets = new ArrayList<>();
        long[] samples = {};
        BloomFilter filter;
        long blocksEnd;
        long count = -1;

        Parts(FileChannel channel) throws IOException {
            int start = FileKind.RECORDS.check(channel);
            Frames frames = new Frames(channel, start);
            blocksEnd = start;
            while (count < 0 && start > 0 && frames.next() && frames.isWhole()) {
                take(frames);
            }
            if (count < 0 || filter == null || frames.position() != channel.size()) {
                throw new DamagedException("it has been cut or changed at octet " + frames.position());
            }
        }

        private void take(Frames frames) throws IOException {
            Input content = new Input(frames.content(), 0, frames.length());
            switch (frames.letter()) {
                case BLOCK:
                    blocksEnd = frames.position();
                    break;
                case INDEX:
                    while (!content.isAtEnd()) {
                        firsts.add(content.octets(content.length()));
                        offsets.add(content.number());
                    }
                    break;
                case SAMPLES:
                    LongStream.Builder read = LongStream.builder();
                    while (!content.isAtEnd()) {
                        read.add(content.number());
                    }
                    samples = read.build().toArray();
                    break;
                case FILTER:
                    filter = BloomFilter.of(ByteBuffer.wrap(frames.content(), 0, frames.length()).slice());
                    break;
                case END:
                    count = content.number();
                    break;
                default:
                    throw new DamagedException("it has a part '" + frames.letter() + "' that nobody knows");
            }
        }
    }
}
