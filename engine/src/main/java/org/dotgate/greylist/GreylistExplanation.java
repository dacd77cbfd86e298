package org.dotgate.greylist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.greylist.GreylistEntry.State;

/** Why a record's mail passes or waits, at one moment. Immutable. */
public final class GreylistExplanation {
    private final GreylistEntry entry;
    private final GreylistOrigin origin;
    private final GreylistSettings settings;
    private final List<Attempt> attempts = new ArrayList<>();

    /** A message that was told to come again. Immutable. */
    public static final class Attempt {
        private final String content;
        private final Instant first;
        private final Instant passesFrom;
        private final Instant until;

        Attempt(String content, Instant first, Instant passesFrom, Instant until) {
            this.content = content;
            this.first = first;
            this.passesFrom = passesFrom;
            this.until = until;
        }

        /** What its content is known by, see {@link org.dotgate.likeness.Likeness}; {@code -} where that does not count. */
        public String content() {
            return content;
        }

        public Instant first() {
            return first;
        }

        /** From when on it passes, if it comes again. */
        public Instant passesFrom() {
            return passesFrom;
        }

        /** From when on it would be a first attempt again. */
        public Instant until() {
            return until;
        }
    }

    GreylistExplanation(GreylistEntry entry, GreylistOrigin origin, GreylistSettings settings, Instant now) {
        this.entry = entry;
        this.origin = origin;
        this.settings = settings;
        long window = Standing.windowOf(settings);
        for (GreylistRecord.Content content : entry.record().at(now.toEpochMilli(), window).contents()) {
            Instant first = Instant.ofEpochMilli(content.firstSeen());
            attempts.add(new Attempt(content.likeness(), first, first.plus(settings.delay()), first.plusMillis(window)));
        }
    }

    public GreylistEntry entry() {
        return entry;
    }

    public GreylistOrigin origin() {
        return origin;
    }

    /** What waits, the oldest first. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** The state of the record, or {@code regular}: it waits, but needs not, for its origin has passed often since. */
    public String state() {
        return entry.state() == State.WAITING && origin.isRegular() ? "regular" : entry.state().label();
    }

    /** In a sentence. */
    public String text() {
        if (entry.allowed().isPresent()) {
            return "An operator has let it pass since " + entry.allowed().get() + ", whatever the content.";
        }
        switch (entry.state()) {
            case PASSED:
                return settings.isEveryMessage()
                        ? "Mail has passed, but every-message is on: each new message has to come again." + waits()
                        : "Mail has passed since " + entry.passedSince().orElseThrow() + ", so what comes next passes, whatever the"
                                + " content. Each message puts the expiry off.";
            case WAITING:
                return origin.isRegular()
                        ? "What comes next passes: " + origin.name() + " has passed " + origin.passes() + " times since the first attempt."
                        : "Nothing has passed yet." + waits();
            default:
                return "The record has a form that this version does not know, so it counts as none.";
        }
    }

    private String waits() {
        if (attempts.isEmpty()) {
            return " Nothing waits, so what comes next is a first attempt.";
        }
        Attempt oldest = attempts.get(0);
        if (!settings.isEveryMessage() && attempts.size() >= Standing.MAX_CONTENTS) {
            return " " + attempts.size() + " contents wait, so the content does not count any more: whatever comes from "
                    + oldest.passesFrom + " on passes.";
        }
        String which = oldest.content.equals("-") ? "whatever comes" : "the same content";
        return attempts.size() == 1
                ? " One message waits: " + which + " passes from " + oldest.passesFrom + " on, and before " + oldest.until + "."
                : " " + attempts.size() + " messages wait: each passes when " + which + " comes again, the first of them from "
                        + oldest.passesFrom + " on.";
    }
}
