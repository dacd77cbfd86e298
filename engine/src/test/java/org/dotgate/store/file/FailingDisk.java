package org.dotgate.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A disk that gets full when a test says so: it takes so many octets more, the last of them in part. And one that takes its
 * time.
 */
final class FailingDisk extends Disk {
    private long room = Long.MAX_VALUE;
    private boolean truncates = true;
    private CountDownLatch forces = new CountDownLatch(0);
    private CountDownLatch asked;

    /** From now on it takes so many octets. */
    synchronized void room(long octets) {
        room = octets;
    }

    synchronized void truncates(boolean can) {
        truncates = can;
    }

    /**
     * From now on what is to be forced waits for this.
     *
     * @return zero when something waits
     */
    synchronized CountDownLatch forcesWhen(CountDownLatch ready) {
        forces = ready;
        asked = new CountDownLatch(1);
        return asked;
    }

    private synchronized CountDownLatch askToForce() {
        if (asked != null) {
            asked.countDown();
        }
        return forces;
    }

    private synchronized int take(int octets) {
        int taken = (int) Math.min(room, octets);
        room -= taken;
        return taken;
    }

    @Override
    FileChannel open(Path file, OpenOption... options) throws IOException {
        synchronized (this) {
            if (room == 0 && !file.endsWith("lock")) {
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
        }
        return super.open(file, options);
    }

    @Override
    void write(FileChannel channel, ByteBuffer octets) throws IOException {
        int end = octets.limit();
        octets.limit(octets.position() + take(octets.remaining()));
        super.write(channel, octets);
        if (octets.limit() < end) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    void truncate(FileChannel channel, long size) throws IOException {
        synchronized (this) {
            if (!truncates) {
                throw new IOException("Input/output error");
            }
        }
        super.truncate(channel, size);
    }

    @Override
    void force(FileChannel channel) throws IOException {
        try {
            askToForce().await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        super.force(channel);
    }
}
