package org.dotgate.greylist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dotgate.likeness.Likeness;

/**
 * What a greylist knows of one origin, sender and recipient: contents that were told to come again, and whether any has.
 * Written as one line, times in milliseconds since 1970:
 *
 * <pre>
 * 1 pending c5f7c1e0a9b3d2468@1767225600000 c01d2c3e4f5a6b7c8@1767225660000
 * 1 pending -@1767225600000
 * 1 passed 1767225900000 3 first@1767225600000
 * 1 passed 1767225900000 1 allowed@1767225900000
 * 1 passed 1767225900000 1 c5f7c1e0a9b3d2468@1767225600000
 * </pre>
 *
 * First the version; then whether it is pending, or since when it has passed and how often that was written down; then, where
 * it has passed, when it was first attempted, and when an operator has allowed it, if that is known; then the contents, each
 * with when it was first seen, the oldest first; {@code -} where the content does not count. A line of another form or version
 * counts as none. Who reads this version without knowing the two marks takes them for contents that never come again.
 * Immutable.
 */
final class GreylistRecord {
    static final GreylistRecord NONE = new GreylistRecord(0, 0, 0, 0, List.of());

    private static final String PENDING = "1 pending";
    private static final String PASSED = "1 passed ";
    private static final String NO_CONTENT = "-";
    private static final String FIRST = "first@";
    private static final String ALLOWED = "allowed@";

    private final long passedAt;
    private final int passes;
    private final long firstAt;
    private final long allowedAt;
    private final List<Content> contents;

    private GreylistRecord(long passedAt, int passes, long firstAt, long allowedAt, List<Content> contents) {
        this.passedAt = passedAt;
        this.passes = passes;
        this.firstAt = firstAt;
        this.allowedAt = allowedAt;
        this.contents = contents;
    }

    /** Whether a line tells of a pass; without reading the rest of it. */
    static boolean isPassed(String line) {
        return line.startsWith(PASSED);
    }

    static GreylistRecord parse(String line) {
        String[] words = line.split(" ");
        try {
            if (line.startsWith(PASSED) && words.length >= 4) {
                long first = mark(words, 4, FIRST);
                int next = first == 0 ? 4 : 5;
                long allowed = mark(words, next, ALLOWED);
                return new GreylistRecord(Long.parseLong(words[2]), Integer.parseInt(words[3]), first, allowed,
                        contents(words, allowed == 0 ? next : next + 1));
            }
            return line.startsWith(PENDING + " ") ? new GreylistRecord(0, 0, 0, 0, contents(words, 2)) : NONE;
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private static long mark(String[] words, int at, String name) {
        return at < words.length && words[at].startsWith(name) ? Long.parseLong(words[at].substring(name.length())) : 0;
    }

    private static List<Content> contents(String[] words, int from) {
        List<Content> contents = new ArrayList<>(words.length - from);
        for (int i = from; i < words.length; i++) {
            int at = words[i].lastIndexOf('@');
            if (at <= 0) {
                throw new NumberFormatException(words[i]);
            }
            contents.add(new Content(words[i].substring(0, at), Long.parseLong(words[i].substring(at + 1))));
        }
        return contents;
    }

    boolean isPassed() {
        return passes > 0;
    }

    /** Since when it has passed, in milliseconds since 1970; 0 if it has not. */
    long passedAt() {
        return passedAt;
    }

    /** When the first attempt came, in milliseconds since 1970; 0 if that is not known, or it has not passed. */
    long firstAt() {
        return firstAt;
    }

    /** Whether an operator has let it pass. */
    boolean isAllowed() {
        return allowedAt > 0;
    }

    /** Whether the text of a record says so, which need not be read for that. */
    static boolean isAllowed(String text) {
        return text.contains(" " + ALLOWED);
    }

    /** When an operator has let it pass, in milliseconds since 1970; 0 if none has. */
    long allowedAt() {
        return allowedAt;
    }

    /** How often a pass was written down. */
    int passes() {
        return passes;
    }

    /** The contents that are told to come again, the oldest first. */
    List<Content> contents() {
        return contents;
    }

    /** When the oldest content was first seen, in milliseconds since 1970; empty if there is none. */
    Optional<Long> pendingSince() {
        return contents.isEmpty() ? Optional.empty() : Optional.of(contents.get(0).firstSeen);
    }

    /**
     * The contents as they are to be taken now: what is older than the window has gone, and what was first seen in the
     * future, by a clock that has been put back since, is first seen now.
     */
    GreylistRecord at(long now, long window) {
        boolean changes = false;
        for (Content content : contents) {
            changes |= content.firstSeen > now || now - content.firstSeen >= window;
        }
        if (!changes) {
            return this;
        }
        List<Content> left = new ArrayList<>(contents.size());
        for (Content content : contents) {
            if (now - content.firstSeen < window) {
                left.add(content.firstSeen > now ? new Content(content.likeness, now) : content);
            }
        }
        return new GreylistRecord(passedAt, passes, firstAt, allowedAt, left);
    }

    /** With one content more; the oldest gives way if there would be more than so many. */
    GreylistRecord with(Optional<Likeness> likeness, long now, int most) {
        List<Content> all = new ArrayList<>(contents);
        all.add(new Content(likeness.map(Likeness::toString).orElse(NO_CONTENT), now));
        List<Content> newest = all.size() > most ? all.subList(all.size() - most, all.size()) : all;
        return new GreylistRecord(passedAt, passes, firstAt, allowedAt, newest);
    }

    /** Passed once more; contents do not matter any more. */
    GreylistRecord passing(long now) {
        int more = passes == Integer.MAX_VALUE ? passes : passes + 1;
        return new GreylistRecord(isPassed() ? passedAt : now, more, firstKnown(), allowedAt, List.of());
    }

    /** As an operator lets it pass from now on; contents do not matter any more. */
    GreylistRecord allowing(long now) {
        return new GreylistRecord(isPassed() ? passedAt : now, Math.max(1, passes), firstKnown(), now, List.of());
    }

    private long firstKnown() {
        return isPassed() ? firstAt : pendingSince().orElse(0L);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        if (isPassed()) {
            line.append(PASSED).append(passedAt).append(' ').append(passes);
            if (firstAt != 0) {
                line.append(' ').append(FIRST).append(firstAt);
            }
            if (allowedAt != 0) {
                line.append(' ').append(ALLOWED).append(allowedAt);
            }
        } else {
            line.append(PENDING);
        }
        contents.forEach(content -> line.append(' ').append(content.likeness).append('@').append(content.firstSeen));
        return line.toString();
    }

    /** A content and when it was first seen. Immutable. */
    static final class Content {
        private final String likeness;
        private final long firstSeen;

        private Content(String likeness, long firstSeen) {
            this.likeness = likeness;
            this.firstSeen = firstSeen;
        }

        /** What it is known by; {@code -} where the content does not count. */
        String likeness() {
            return likeness;
        }

        /** In milliseconds since 1970. */
        long firstSeen() {
            return firstSeen;
        }

        /** Whether a message with that likeness, or one whose content does not count, may be this one again. */
        boolean isLike(Optional<Likeness> other) {
            if (likeness.equals(NO_CONTENT) || other.isEmpty()) {
                return likeness.equals(NO_CONTENT) && other.isEmpty();
            }
            return Likeness.parse(likeness).isLike(other.get());
        }
    }
}
