package org.dotgate.callout;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@link CalloutWork} where it is stored: one line with the version, since when and until when it waits in
 * milliseconds since 1970, how often it was tried, what we are called if the settings do not say, and the address:
 *
 * <pre>
 * 1 1767225600000 1767225900000 1 mx.example.net anna@example.org
 * </pre>
 *
 * <p>{@code -} stands for no name of ours. Both texts at the end may be hostile; see {@link SafeText}. A line of another form
 * or version counts as no work.
 */
public final class WorkText {
    private static final Pattern LINE = Pattern.compile("1 ([0-9]{1,15}) ([0-9]{1,15}) ([0-9]{1,3}) ([^ ]+) (.+)");

    private WorkText() {}

    /** The work as a line, without its key. */
    public static String write(CalloutWork work) {
        String helo = SafeText.word(work.question().helo());
        return "1 " + work.since().toEpochMilli() + " " + work.due().toEpochMilli() + " " + work.tries() + " "
                + (helo.isEmpty() ? "-" : helo) + " " + SafeText.escape(work.question().address());
    }

    /**
     * The work that a line tells of.
     *
     * @return empty if it is no such line
     */
    public static Optional<CalloutWork> read(String key, String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            String helo = found.group(4).equals("-") ? "" : SafeText.unescape(found.group(4));
            CalloutQuestion question = new CalloutQuestion(SafeText.unescape(found.group(5)), helo);
            return Optional.of(new CalloutWork(key, question, time(found.group(1)), time(found.group(2)),
                    Integer.parseInt(found.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
