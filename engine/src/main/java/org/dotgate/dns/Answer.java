package org.dotgate.dns;

import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/** The records that answer a question, none if there are none, and how long they hold. Immutable. */
final class Answer {
    private final List<Record> records;
    private final Duration ttl;
    private final int octets;

    /** @param octets about how much memory it takes */
    Answer(List<Record> records, Duration ttl, int octets) {
        this.records = List.copyOf(records);
        this.ttl = ttl;
        this.octets = octets;
    }

    List<Record> records() {
        return records;
    }

    Duration ttl() {
        return ttl;
    }

    int octets() {
        return octets;
    }
}
