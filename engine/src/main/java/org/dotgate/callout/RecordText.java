package org.dotgate.callout;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;

/**
 * The text of a {@link CalloutRecord} in the store:
 *
 * <pre>
 * dotgate callout 1
 * address anna@example.org
 * answer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z mx.example.org
 * reason 250 2.1.5 Ok
 * line 0 * example.org has 1 host: mx.example.org[192.0.2.25]
 * line 31 &lt; 220 mx.example.org ESMTP
 * line 31 &gt; EHLO mx.example.net
 * </pre>
 *
 * <p>The answer is followed by the attempt and the stage it comes from, when it was found, when it expires, and the host that
 * gave it, or {@code -}. The lines are the transcript's. All may be hostile text; see {@link SafeText}. The whole has at most
 * {@value #MAX} characters: reason and lines are cut, and lines left out from the middle, where a dialogue tells least. A text of
 * another form or version counts as no record.
 */
final class RecordText {
    /** The longest text, in UTF-16 code units. */
    static final int MAX = 8 * 1024;
    static final int LONGEST_REASON = 300;
    static final int LONGEST_LINE = 500;

    private static final String VERSION = "dotgate callout 1";
    private static final String ADDRESS = "address ";
    private static final String ANSWER = "answer ";
    private static final String REASON = "reason ";
    private static final String LINE = "line ";
    private static final String NO_HOST = "-";
    private static final int LONGEST_HOST = 255;

    private RecordText() {}

    static String write(CalloutRecord record) {
        StringBuilder text = new StringBuilder(1024);
        String mx = SafeText.word(cut(record.mx(), LONGEST_HOST));
        text.append(VERSION).append('\n')
                .append(ADDRESS).append(SafeText.escape(cut(record.address(), CalloutKey.MAX_ADDRESS))).append('\n')
                .append(ANSWER).append(record.answer().text()).append(' ')
                .append(record.attempt().text()).append(' ')
                .append(record.at().text()).append(' ')
                .append(record.checked()).append(' ')
                .append(record.expires()).append(' ')
                .append(mx.isEmpty() ? NO_HOST : mx).append('\n')
                .append(REASON).append(SafeText.escape(cut(record.reason(), LONGEST_REASON)));
        for (String line : fitting(record.transcript(), MAX - text.length())) {
            text.append('\n').append(LINE).append(line);
        }
        return text.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** The lines, escaped, as many as there is room for: half of it for the first ones, half for the last. */
    private static List<String> fitting(List<String> transcript, int room) {
        List<String> lines = new ArrayList<>(transcript.size());
        int length = 0;
        for (String line : transcript) {
            String safe = SafeText.escape(cut(line, LONGEST_LINE));
            lines.add(safe);
            length += lengthOf(safe);
        }
        if (length <= room) {
            return lines;
        }
        String mark = "* lines are left out here";
        int half = (room - lengthOf(mark)) / 2;
        int first = 0;
        for (int left = half; first < lines.size() && lengthOf(lines.get(first)) <= left; first++) {
            left -= lengthOf(lines.get(first));
        }
        int last = lines.size();
        for (int left = half; last > first && lengthOf(lines.get(last - 1)) <= left; last--) {
            left -= lengthOf(lines.get(last - 1));
        }
        List<String> fitting = new ArrayList<>(lines.subList(0, first));
        fitting.add(mark);
        fitting.addAll(lines.subList(last, lines.size()));
        return fitting;
    }

    private static int lengthOf(String line) {
        return 1 + LINE.length() + line.length();
    }

    /**
     * The record that a text tells of.
     *
     * @return empty if it is no such text
     */
    static Optional<CalloutRecord> read(String text) {
        return read(text, true);
    }

    /** As {@link #read}, without the transcript. */
    static Optional<CalloutRecord> readHead(String text) {
        return read(text, false);
    }

    private static Optional<CalloutRecord> read(String text, boolean transcript) {
        String[] lines = text.split("\n", transcript ? -1 : 5);
        if (lines.length < 4 || !lines[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            String[] words = rest(lines[2], ANSWER).split(" ");
            if (words.length != 6) {
                return Optional.empty();
            }
            List<String> dialogue = new ArrayList<>();
            for (int i = 4; transcript && i < lines.length; i++) {
                dialogue.add(SafeText.unescape(rest(lines[i], LINE)));
            }
            return Optional.of(new CalloutRecord(SafeText.unescape(rest(lines[1], ADDRESS)), Answer.valueOf(name(words[0])),
                    CalloutRecord.Attempt.valueOf(name(words[1])), Stage.valueOf(name(words[2])),
                    words[5].equals(NO_HOST) ? "" : SafeText.unescape(words[5]), Instant.parse(words[3]), Instant.parse(words[4]),
                    SafeText.unescape(rest(lines[3], REASON)), dialogue));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String name(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static String rest(String line, String beginning) {
        if (!line.startsWith(beginning)) {
            throw new IllegalArgumentException("no line of " + beginning + "is where it should be");
        }
        return line.substring(beginning.length());
    }
}
