package org.dotgate.greylist;

import java.time.Instant;
import java.util.Locale;
import org.dotgate.store.Entry;

/** A greylist's record as operators see it. All texts are visible ASCII without blanks. Immutable. */
public final class GreylistEntry {
    /** What a record says. */
    public enum State {
        /** First attempts, none of which has come again. */
        PENDING,
        /** A message has passed, and later ones do. */
        PASSED,
        /** The record has a form this version does not know; it counts as none. */
        UNREADABLE;

        /** The name as it is shown: {@code pending}, {@code passed} or {@code unreadable}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String key;
    private final State state;
    private final Instant since;
    private final int passes;
    private final Instant expires;

    private GreylistEntry(String key, State state, long since, int passes, Instant expires) {
        this.key = key;
        this.state = state;
        this.since = Instant.ofEpochMilli(since);
        this.passes = passes;
        this.expires = expires;
    }

    static GreylistEntry ofRecord(Entry entry) {
        GreylistRecord record = GreylistRecord.parse(entry.value());
        if (record.isPassed()) {
            return new GreylistEntry(entry.key(), State.PASSED, record.passedAt(), record.passes(), entry.expires());
        }
        return record.pendingSince()
                .map(since -> new GreylistEntry(entry.key(), State.PENDING, since, 0, entry.expires()))
                .orElseGet(() -> new GreylistEntry(entry.key(), State.UNREADABLE, 0, 0, entry.expires()));
    }

    static GreylistEntry ofClient(Entry entry) {
        int passes = Regulars.passes(entry.value());
        State state = passes == 0 ? State.UNREADABLE : State.PASSED;
        return new GreylistEntry(entry.key(), state, Regulars.since(entry.value()).orElse(0L), passes, entry.expires());
    }

    /** What it is deleted by, and the listing goes on after. */
    public String key() {
        return key;
    }

    /** A network such as {@code 192.0.2.0/24}, or a domain such as {@code spf:example.org}. */
    public String origin() {
        return word(0);
    }

    /** The sender as its {@link SenderKey}, or its hash; empty in an entry about a client. */
    public String sender() {
        return word(1);
    }

    /** The recipient in lower case, or a hash of it, or of all; empty in an entry about a client. */
    public String recipient() {
        return word(2);
    }

    private String word(int number) {
        String[] words = key.split(" ", 3);
        return number < words.length ? words[number] : "";
    }

    public State state() {
        return state;
    }

    /** When the first attempt came, or the first pass. */
    public Instant since() {
        return since;
    }

    /** How often a pass was written down. That is not each message: once a day is enough to refresh the expiry. */
    public int passes() {
        return passes;
    }

    public Instant expires() {
        return expires;
    }

    @Override
    public String toString() {
        return key + " " + state.label() + " since " + since + ", " + passes + " passes, until " + expires;
    }
}
