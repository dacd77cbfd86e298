package org.dotgate.verdicts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Verdict;
import org.dotgate.likeness.Likeness;
import org.dotgate.mail.Reply;

/**
 * The text of remembered verdicts in the store. A line begins with its kind. The lines of a verdict are followed by those
 * of its filters, each with its outcome, what made it, its mode, milliseconds, score and name:
 *
 * <pre>
 * dotgate verdicts 1
 * verdict cX3k1... 2026-01-01T00:00:00Z 2026-01-01T04:00:00Z REFUSED kept words
 * reply 550 5.7.1 Message refused by local policy
 * filter PASS FILTER enforce 3 0.0 allow
 * filter FAIL FILTER enforce 12 3.5 words
 * reply 550 5.7.1 Message refused by local policy
 * reason score 3.5 of 1: 'make money fast' 1
 * header X-Spam-Score 3.5
 * </pre>
 *
 * <p>The times of a verdict are when it was decided and when it expires; {@code -} stands where no copy was kept. Names and
 * reasons may be hostile text: a backslash, and what is no character to print, is written {@code \\u} and four
 * hexadecimal digits, and a reason is cut at {@value #LONGEST_REASON} characters.
 */
final class VerdictText {
    static final int LONGEST_REASON = 300;

    private static final String VERSION = "dotgate verdicts 1";

    private VerdictText() {
    }

    static String write(List<RememberedVerdict> verdicts) {
        StringBuilder text = new StringBuilder(VERSION);
        for (RememberedVerdict verdict : verdicts) {
            Decision decision = verdict.decision();
            line(text, "verdict", verdict.content(), verdict.decided(), verdict.expires(), decision.kind(),
                    decision.isKept() ? "kept" : "-", escape(decision.by()));
            decision.reply().ifPresent(reply -> line(text, "reply", reply));
            for (FilterResult result : decision.results()) {
                write(result, text);
            }
        }
        return text.toString();
    }

    private static void write(FilterResult result, StringBuilder text) {
        Verdict verdict = result.verdict();
        line(text, "filter", verdict.outcome(), result.origin(), result.isShadow() ? "shadow" : "enforce", result.time().toMillis(),
                verdict.score(), escape(result.filter()));
        verdict.reply().ifPresent(reply -> line(text, "reply", reply));
        if (!verdict.reason().isEmpty()) {
            String reason = verdict.reason();
            line(text, "reason", escape(reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
        }
        verdict.headers().forEach((name, value) -> line(text, "header", name, escape(value)));
    }

    private static void line(StringBuilder text, Object... words) {
        text.append('\n');
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ").append(words[i]);
        }
    }

    /** @throws IllegalArgumentException if it is no such text, or of another version */
    static List<RememberedVerdict> read(String text) {
        Iterator<String[]> lines = Arrays.stream(text.split("\n", -1)).map(line -> line.split(" ", 2)).iterator();
        if (!String.join(" ", lines.next()).equals(VERSION)) {
            throw new IllegalArgumentException("not of the version '" + VERSION + "'");
        }
        try {
            return new Reader(lines).verdicts();
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("malformed: " + e.getMessage(), e);
        }
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || isUnsafe(c)) {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /** Half of a pair of surrogates would not survive UTF-8, and noncharacters and controls some stores. */
    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029' || c >= '\ufff0';
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Reads the lines, one ahead. Owned by one thread. */
    private static final class Reader {
        private final Iterator<String[]> lines;
        private String[] line;

        Reader(Iterator<String[]> lines) {
            this.lines = lines;
            step();
        }

        private void step() {
            line = lines.hasNext() ? lines.next() : new String[] {"end"};
        }

        private boolean is(String kind) {
            return line[0].equals(kind);
        }

        /** The rest of the line in so many words, the last of which may hold blanks; on to the next line. */
        private String[] words(int count) {
            String[] words = line[1].split(" ", count);
            if (words.length < count) {
                throw new IllegalArgumentException("a line of " + line[0] + " is too short");
            }
            step();
            return words;
        }

        List<RememberedVerdict> verdicts() {
            List<RememberedVerdict> verdicts = new ArrayList<>();
            while (is("verdict")) {
                String[] words = words(6);
                Decision.Kind kind = Decision.Kind.valueOf(words[3]);
                Reply reply = reply();
                List<FilterResult> results = new ArrayList<>();
                while (is("filter")) {
                    results.add(result());
                }
                String by = unescape(words[5]);
                Decision decision;
                if (kind == Decision.Kind.ACCEPTED) {
                    decision = Decision.accepted(by, results);
                } else if (kind == Decision.Kind.REFUSED && reply != null) {
                    decision = Decision.refused(reply, by, words[4].equals("kept"), results);
                } else {
                    throw new IllegalArgumentException(kind + " is not remembered");
                }
                verdicts.add(new RememberedVerdict(Likeness.parse(words[0]), decision, Instant.parse(words[1]), Instant.parse(words[2])));
            }
            if (!is("end")) {
                throw new IllegalArgumentException("no line of " + line[0] + " is expected here");
            }
            return verdicts;
        }

        private Reply reply() {
            return is("reply") ? Reply.parse(words(1)[0]) : null;
        }

        private FilterResult result() {
            String[] words = words(6);
            Reply reply = reply();
            String reason = is("reason") ? unescape(words(1)[0]) : "";
            Verdict verdict = verdict(Verdict.Outcome.valueOf(words[0]), reply, reason).withScore(Double.parseDouble(words[4]));
            while (is("header")) {
                String[] header = words(2);
                verdict = verdict.withHeader(header[0], unescape(header[1]));
            }
            return new FilterResult(unescape(words[5]), verdict, FilterResult.Origin.valueOf(words[1]), words[2].equals("shadow"),
                    Duration.ofMillis(Long.parseLong(words[3])));
        }

        private static Verdict verdict(Verdict.Outcome outcome, Reply reply, String reason) {
            switch (outcome) {
                case PASS:
                    return Verdict.pass(reason);
                case ACCEPT:
                    return Verdict.accept(reason);
                default:
                    if (reply == null) {
                        throw new IllegalArgumentException("a refusal without a reply");
                    }
                    return outcome == Verdict.Outcome.FAIL ? Verdict.fail(reply, reason) : Verdict.failKeep(reply, reason);
            }
        }
    }
}
