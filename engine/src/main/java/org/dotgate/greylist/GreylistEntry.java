package org.dotgate.greylist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dotgate.store.Entry;

/** A greylist's record as operators see it. Origin, sender and recipient are visible ASCII without blanks. Immutable. */
public final class GreylistEntry {
    /** What a record says. */
    public enum State {
        /** First attempts, none of which has come again. */
        WAITING,
        /** A message has passed, and later ones do. */
        PASSED,
        /** The record has a form this version does not know; it counts as none. */
        UNREADABLE;

        /** The name as it is shown: {@code waiting}, {@code passed} or {@code unreadable}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Entry entry;
    private final GreylistRecord record;
    private final GreylistSettings settings;

    private GreylistEntry(Entry entry, GreylistRecord record, GreylistSettings settings) {
        this.entry = entry;
        this.record = record;
        this.settings = settings;
    }

    static GreylistEntry of(Entry entry, GreylistSettings settings) {
        return new GreylistEntry(entry, GreylistRecord.parse(entry.value()), settings);
    }

    /** What it is deleted by, and the listing goes on after. */
    public String key() {
        return entry.key();
    }

    /** A network such as {@code 192.0.2.0/24}, or a domain such as {@code spf:example.org}. */
    public String origin() {
        return word(key(), 0);
    }

    /** The sender as its {@link SenderKey}, or its hash. */
    public String sender() {
        return word(key(), 1);
    }

    /** The recipient in lower case, or a hash of it; for more than a hundred, how many, and the hash of all. */
    public String recipient() {
        return word(key(), 2);
    }

    static String word(String key, int number) {
        String[] words = key.split(" ", 3);
        return number < words.length ? words[number] : "";
    }

    public State state() {
        return record.isPassed() ? State.PASSED : record.contents().isEmpty() ? State.UNREADABLE : State.WAITING;
    }

    /** When the first attempt came; empty if that is not known. */
    public Optional<Instant> first() {
        return record.isPassed() ? time(record.firstAt()) : record.pendingSince().map(Instant::ofEpochMilli);
    }

    /**
     * When something came for the last time that was written down: of what waits, the newest content; of what has passed, the
     * last message, to the day, as the expiry tells. An attempt that is too early is not written down.
     */
    public Optional<Instant> last() {
        if (!record.isPassed()) {
            List<GreylistRecord.Content> contents = record.contents();
            return contents.isEmpty() ? Optional.empty() : time(contents.get(contents.size() - 1).firstSeen());
        }
        Instant refreshed = entry.expires().minus(settings.expiry());
        // the expiry may have been another when that was written
        return refreshed.isBefore(Instant.ofEpochMilli(record.passedAt())) ? time(record.passedAt()) : Optional.of(refreshed);
    }

    /** When it passed for the first time; empty if it has not. */
    public Optional<Instant> passedSince() {
        return time(record.passedAt());
    }

    /** How often a pass was written down. That is not each message: once a day is enough to refresh the expiry. */
    public int passes() {
        return record.passes();
    }

    /** How long it took from the first attempt to the first pass; empty if it has not passed, or that is not known. */
    public Optional<Duration> delay() {
        return record.firstAt() == 0 || record.firstAt() > record.passedAt()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(record.passedAt() - record.firstAt()));
    }

    /** From when on the first of what waits may pass; empty if nothing does. */
    public Optional<Instant> passesFrom() {
        return record.isPassed() ? Optional.empty() : first().map(first -> first.plus(settings.delay()));
    }

    /** When an operator has let it pass; empty if none has. */
    public Optional<Instant> allowed() {
        return time(record.allowedAt());
    }

    public Instant expires() {
        return entry.expires();
    }

    GreylistRecord record() {
        return record;
    }

    private static Optional<Instant> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @Override
    public String toString() {
        return key() + " " + state().label() + " until " + expires();
    }
}
