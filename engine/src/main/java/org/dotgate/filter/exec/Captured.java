package org.dotgate.filter.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginning, or the end, of a stream of octets, however long that is. Not thread-safe. */
final class Captured {
    private final int limit;
    private final boolean end;
    private byte[] kept = new byte[0];
    private long total;

    private Captured(int limit, boolean end) {
        this.limit = limit;
        this.end = end;
    }

    static Captured first(int limit) {
        return new Captured(limit, false);
    }

    static Captured last(int limit) {
        return new Captured(limit, true);
    }

    void add(byte[] octets, int count) {
        total += count;
        if (!end && kept.length == limit) {
            return;
        }
        byte[] both = Arrays.copyOf(kept, kept.length + count);
        System.arraycopy(octets, 0, both, kept.length, count);
        int from = end ? Math.max(0, both.length - limit) : 0;
        kept = Arrays.copyOfRange(both, from, Math.min(both.length, from + limit));
    }

    /** How many octets the stream had, kept or not. */
    long total() {
        return total;
    }

    /** What was kept, as UTF-8; what is none becomes replacement characters. */
    String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
