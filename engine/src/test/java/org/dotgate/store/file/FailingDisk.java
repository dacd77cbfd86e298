package org.dotgate.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A disk that gets full when a test says so: it takes so many octets more, the last of them in part. */
final class FailingDisk extends Disk {
    private long room = Long.MAX_VALUE;
    private boolean truncates = true;

    /** From now on it takes so many octets. */
    synchronized void room(long octets) {
        room = octets;
    }

    synchronized void truncates(boolean can) {
        truncates = can;
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
}
