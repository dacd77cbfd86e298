package org.dotgate.callout.redis;

import java.util.ArrayList;
import java.util.List;

/** An entry of the stream. Immutable. */
final class QueueEntry {
    private final String id;
    private final String key;
    private final String value;

    QueueEntry(String id, String key, String value) {
        this.id = id;
        this.key = key;
        this.value = value;
    }

    /** Those in an answer of {@code XREADGROUP} for one stream. */
    static List<QueueEntry> read(Object answer) {
        List<QueueEntry> entries = new ArrayList<>();
        if (answer != null) {
            List<?> stream = (List<?>) ((List<?>) answer).get(0);
            for (Object each : (List<?>) stream.get(1)) {
                List<?> entry = (List<?>) each;
                List<?> fields = (List<?>) entry.get(1);
                // an entry of somebody else's is none of ours, and goes when it is begun
                boolean ours = fields.size() == 4;
                entries.add(new QueueEntry((String) entry.get(0), ours ? (String) fields.get(1) : "", ours ? (String) fields.get(3) : ""));
            }
        }
        return entries;
    }

    /** Those in a list of entry, key, value, entry, key, value. */
    static List<QueueEntry> flat(List<?> answer) {
        List<QueueEntry> entries = new ArrayList<>();
        for (int i = 0; i < answer.size(); i += 3) {
            entries.add(new QueueEntry((String) answer.get(i), (String) answer.get(i + 1), (String) answer.get(i + 2)));
        }
        return entries;
    }

    String id() {
        return id;
    }

    /** The key of the work. */
    String key() {
        return key;
    }

    /** The work's record as it was when the entry was made. */
    String value() {
        return value;
    }
}
