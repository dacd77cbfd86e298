package org.dotgate.callout.answer;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds time spans in what servers write: {@code in 300 seconds}, {@code 00:05:00}, {@code 5 minutes and 30 seconds},
 * {@code retry=300}, {@code retry=05:00}. What is no longer than a day counts. Every part of an expression is bounded, so the
 * time is linear in the text's length.
 */
final class Times {
    /** Nobody greylists for longer; whoever says so means something else. */
    static final Duration MAX = Duration.ofDays(1);

    private static final Pattern TAG = Pattern.compile(
            "\\bretry[ _-]?(?:after)?=\\s?([0-9]{1,6})(?::([0-9]{2}))?(?::([0-9]{2}))?(?![0-9:])", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOCK = Pattern.compile(
            "\\b(?:in|after|for|wait|another|least|next)\\s{1,3}([0-9]{1,3}):([0-9]{2}):([0-9]{2})(?![0-9:])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPAN = Pattern.compile(
            "(?<![0-9A-Za-z.:-])([0-9]{1,6})[\\s-]{0,3}(s|secs?|seconds?|secondes?|sekunden?|m|mins?|minutes?|minuten?|h|hrs?|hours?|stunden?)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]{0,3}(?:and|und|&)?\\s{0,3}", Pattern.CASE_INSENSITIVE);
    /** Behind these stands how often something may happen, or how long it may take, not when to come again. */
    private static final Set<String> NOT_THEN = Set.of("per", "last", "past", "every", "within");

    private static final Map<Character, Long> SECONDS = Map.of('s', 1L, 'm', 60L, 'h', 3600L);
    private static final int LONGEST_WORD = 12;

    private Times() {}

    /** The first span, from a second to {@link #MAX}. */
    static Optional<Duration> in(String text) {
        Matcher tag = TAG.matcher(text);
        if (tag.find()) {
            return bounded(sexagesimal(tag));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.find()) {
            return bounded(sexagesimal(clock));
        }
        Matcher span = SPAN.matcher(text);
        for (int from = 0; span.find(from); from = span.end()) {
            if (!NOT_THEN.contains(wordBefore(text, span.start()))) {
                Optional<Duration> found = bounded(sum(text, span));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Spans that stand in a row belong together. */
    private static long sum(String text, Matcher span) {
        long seconds = seconds(span);
        Matcher between = BETWEEN.matcher(text);
        Matcher next = SPAN.matcher(text);
        int end = span.end();
        for (int parts = 0; parts < 2; parts++) {
            between.region(end, text.length());
            if (!between.lookingAt() || !next.find(between.end()) || next.start() != between.end()) {
                break;
            }
            seconds += seconds(next);
            end = next.end();
        }
        return seconds;
    }

    private static long seconds(Matcher span) {
        String unit = span.group(2).toLowerCase(Locale.ROOT);
        return Long.parseLong(span.group(1)) * SECONDS.get(unit.startsWith("stunde") ? 'h' : unit.charAt(0));
    }

    private static long sexagesimal(Matcher parts) {
        long seconds = 0;
        for (int i = 1; i <= parts.groupCount() && parts.group(i) != null; i++) {
            seconds = seconds * 60 + Long.parseLong(parts.group(i));
        }
        return seconds;
    }

    private static String wordBefore(String text, int end) {
        int last = end;
        while (last > 0 && text.charAt(last - 1) == ' ') {
            last--;
        }
        int begin = last;
        while (begin > 0 && Character.isLetter(text.charAt(begin - 1)) && last - begin < LONGEST_WORD) {
            begin--;
        }
        return text.substring(begin, last).toLowerCase(Locale.ROOT);
    }

    private static Optional<Duration> bounded(long seconds) {
        return seconds < 1 || seconds > MAX.toSeconds() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
}
