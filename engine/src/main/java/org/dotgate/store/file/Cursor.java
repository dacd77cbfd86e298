package org.dotgate.store.file;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Goes through records in the order of their ids; stands before the first at the beginning. Owned by one thread. */
abstract class Cursor {
    private Id id;
    private Stored stored;

    /** Goes to the next one. @return false if there is none */
    abstract boolean next() throws IOException;

    final void stand(Id there, Stored record) {
        id = there;
        stored = record;
    }

    final Id id() {
        return id;
    }

    final Stored stored() {
        return stored;
    }

    /** Goes through records in memory. */
    static Cursor of(Iterable<Map.Entry<Id, Stored>> records) {
        Iterator<Map.Entry<Id, Stored>> rest = records.iterator();
        return new Cursor() {
            @Override
            boolean next() {
                if (!rest.hasNext()) {
                    return false;
                }
                Map.Entry<Id, Stored> record = rest.next();
                stand(record.getKey(), record.getValue());
                return true;
            }
        };
    }

    /**
     * Goes through several as through one. Where several have the same id, only the first of them counts.
     *
     * @param cursors the newest first
     */
    static Cursor merged(List<Cursor> cursors) throws IOException {
        return new Merged(cursors);
    }

    private static final class Merged extends Cursor {
        private final Cursor[] cursors;
        private int count;

        Merged(List<Cursor> all) throws IOException {
            cursors = new Cursor[all.size()];
            for (Cursor cursor : all) {
                if (cursor.next()) {
                    cursors[count++] = cursor;
                }
            }
        }

        @Override
        boolean next() throws IOException {
            if (count == 0) {
                return false;
            }
            Cursor least = cursors[0];
            for (int i = 1; i < count; i++) {
                // only if less: of equals, the newest is kept
                if (cursors[i].id().compareTo(least.id()) < 0) {
                    least = cursors[i];
                }
            }
            stand(least.id(), least.stored());
            passBy(least.id());
            return true;
        }

        private void passBy(Id given) throws IOException {
            int left = 0;
            for (int i = 0; i < count; i++) {
                if (!cursors[i].id().equals(given) || cursors[i].next()) {
                    cursors[left++] = cursors[i];
                }
            }
            count = left;
        }
    }
}
