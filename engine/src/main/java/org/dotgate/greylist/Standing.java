package org.dotgate.greylist;

import java.util.List;
import java.util.Optional;
import org.dotgate.likeness.Likeness;
import org.dotgate.store.Entry;

/** How a message stands with one record, at one moment. Immutable. */
final class Standing {
    /**
     * How many contents a record holds at most. Whoever has shown so many in vain builds each attempt anew, and would never
     * pass: from then on the first of them stands for all.
     */
    static final int MAX_CONTENTS = 8;
    /** The same where each message is delayed: there many contents are many messages, and the oldest goes. */
    static final int MAX_CONTENTS_EVERY = 64;

    /** What the record says. */
    enum Kind {
        /** It has passed before. */
        PASSED,
        /** This content was told to come again, and has. */
        BACK,
        /** This content was told to come again, and it is too early. */
        EARLY,
        /** Nothing like it is known. */
        NEW
    }

    private final String key;
    private final Entry entry;
    private final GreylistRecord record;
    private final Kind kind;
    private final long time;
    private final boolean changed;

    private Standing(String key, Entry entry, GreylistRecord record, Kind kind, long time, boolean changed) {
        this.key = key;
        this.entry = entry;
        this.record = record;
        this.kind = kind;
        this.time = time;
        this.changed = changed;
    }

    /** @param entry what the store has under the key; null if nothing */
    static Standing of(String key, Entry entry, GreylistSettings settings, Optional<Likeness> likeness, long now) {
        if (entry != null && !settings.isEveryMessage() && GreylistRecord.isPassed(entry.value())) {
            return new Standing(key, entry, GreylistRecord.NONE, Kind.PASSED, 0, false);
        }
        GreylistRecord stored = entry == null ? GreylistRecord.NONE : GreylistRecord.parse(entry.value());
        if (stored.isAllowed()) {
            return new Standing(key, entry, GreylistRecord.NONE, Kind.PASSED, 0, false);
        }
        GreylistRecord record = stored.at(now, windowOf(settings));
        long delay = settings.delay().toMillis();
        long firstSeen = firstSeen(record, settings, likeness);
        if (firstSeen < 0) {
            return new Standing(key, entry, record, Kind.NEW, delay, true);
        }
        long age = now - firstSeen;
        return age >= delay
                ? new Standing(key, entry, record, Kind.BACK, age, false)
                : new Standing(key, entry, record, Kind.EARLY, delay - age, record != stored);
    }

    /** Why nobody has to wait of those who all pass at once. */
    static String whyAllPass(List<Standing> standings) {
        boolean allowed = standings.stream().anyMatch(one -> one.entry != null && GreylistRecord.isAllowed(one.entry.value()));
        return allowed ? "an operator has allowed it" : "passed before";
    }

    private static long firstSeen(GreylistRecord record, GreylistSettings settings, Optional<Likeness> likeness) {
        for (GreylistRecord.Content content : record.contents()) {
            if (content.isLike(likeness)) {
                return content.firstSeen();
            }
        }
        boolean full = !settings.isEveryMessage() && record.contents().size() >= MAX_CONTENTS;
        return full ? record.pendingSince().orElseThrow() : -1;
    }

    /** Who is only watched is not told to come again, so the next message stands for a retry, however late. */
    static long windowOf(GreylistSettings settings) {
        return (settings.isShadow() && !settings.isEveryMessage() ? settings.expiry() : settings.window()).toMillis();
    }

    String key() {
        return key;
    }

    /** The line in the store; null if there is none. */
    String known() {
        return entry == null ? null : entry.value();
    }

    Kind kind() {
        return kind;
    }

    /** The contents that wait. */
    List<GreylistRecord.Content> contents() {
        return record.contents();
    }

    boolean passes() {
        return kind == Kind.PASSED || kind == Kind.BACK;
    }

    /** How long the message has been kept waiting here, in milliseconds. */
    long waited() {
        return kind == Kind.BACK ? time : 0;
    }

    /** How long it has to wait yet, in milliseconds. */
    long remaining() {
        return passes() ? 0 : time;
    }

    /** Whether something about this attempt is to be written down for the next. */
    boolean isNews() {
        return changed;
    }

    /** The line that lets the next attempt be known as one. */
    String noted(GreylistSettings settings, Optional<Likeness> likeness, long now) {
        int most = settings.isEveryMessage() ? MAX_CONTENTS_EVERY : MAX_CONTENTS;
        return (kind == Kind.NEW ? record.with(likeness, now, most) : record).toString();
    }

    /** When that line has lost its meaning, in milliseconds since 1970. */
    long notedUntil(GreylistSettings settings, long now) {
        long end = now + windowOf(settings);
        return record.isPassed() && entry.expires().toEpochMilli() > end ? entry.expires().toEpochMilli() : end;
    }

    /** The line that says it has passed. */
    String passed(long now) {
        return (entry == null ? GreylistRecord.NONE : GreylistRecord.parse(entry.value())).passing(now).toString();
    }

    /** Whether to write down the pass again gains much: a day, or a twentieth of the expiry. */
    boolean isStale(GreylistSettings settings, long now) {
        return kind == Kind.PASSED && isStale(entry, settings, now);
    }

    static boolean isStale(Entry entry, GreylistSettings settings, long now) {
        long expiry = settings.expiry().toMillis();
        long gain = Math.min(24 * 3600_000L, expiry / 20);
        return now + expiry - entry.expires().toEpochMilli() > gain;
    }
}
