package org.dotgate.store.file;

import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The records of one journal, in memory. Changed by one thread at a time, read by any. */
final class Fresh {
    /** What an entry takes beside its octets: two objects, two array heads, its place in the list; measured. */
    private static final int OVERHEAD = 140;

    private final long number;
    private final ConcurrentNavigableMap<Id, Stored> records = new ConcurrentSkipListMap<>();
    private volatile long weight;

    /** @param number of the journal */
    Fresh(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    Stored find(Id id) {
        return records.get(id);
    }

    void put(Id id, Stored stored) {
        Stored before = records.put(id, stored);
        weight += size(stored) + (before == null ? id.octets().length + OVERHEAD : -size(before));
    }

    private static int size(Stored stored) {
        return stored.isDeleted() ? 0 : stored.value().length;
    }

    /** About how much memory it takes, in octets. */
    long weight() {
        return weight;
    }

    int count() {
        return records.size();
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    Iterable<Map.Entry<Id, Stored>> all() {
        return records.entrySet();
    }

    Cursor from(Id from) {
        return Cursor.of(records.tailMap(from, true).entrySet());
    }
}
