package org.dotgate.filter.exec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Reply;

/** How a program ended, and what it had printed. Immutable. */
final class Ending {
    private static final Pattern DECISION =
            Pattern.compile("(PASS|ACCEPT|FAIL_KEEP|FAIL)(?:[ \\t]+(.*))?", Pattern.DOTALL);
    private static final int MAX_REASON = 400;
    private static final int MAX_QUOTE = 200;
    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    private final String name;
    private final int code;
    private final String output;
    private final String errors;

    /**
     * @param name the program as the operator named it
     * @param code its exit code; 128 and the signal's number if a signal ended it, as the JDK and shells tell it
     * @param output the last it printed to standard output
     * @param errors the first it printed to standard error
     */
    Ending(String name, int code, String output, String errors) {
        this.name = name;
        this.code = code;
        this.output = output;
        this.errors = errors;
    }

    /**
     * The verdict in the last line of output; empty lines behind it do not count.
     *
     * @throws ScriptException if the program failed, or that line is no verdict
     */
    Verdict verdict() throws ScriptException {
        String line = lastLine();
        if (code != 0) {
            throw error("ended with exit code " + code + signal(), line);
        }
        Matcher decision = DECISION.matcher(line);
        if (!decision.matches()) {
            throw error("ended without a verdict (PASS, ACCEPT, FAIL or FAIL_KEEP) in its last line", line);
        }
        String text = decision.group(2) == null ? "" : decision.group(2).trim();
        String reason = quote(text, MAX_REASON);
        switch (decision.group(1)) {
            case "PASS":
                return Verdict.pass(reason);
            case "ACCEPT":
                return Verdict.accept(reason);
            default:
                Verdict failure = refusal(text, reason, line);
                return decision.group(1).equals("FAIL") ? failure : failure.keeping();
        }
    }

    /** What begins with a digit is meant as a reply; refusing it when malformed beats sending it as something else. */
    private Verdict refusal(String text, String reason, String line) throws ScriptException {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return Verdict.fail(reason);
        }
        try {
            return Verdict.fail(Reply.parseLenient(text), reason);
        } catch (IllegalArgumentException e) {
            throw error("ended with a reply that is not like '550 5.7.1 text'", line);
        }
    }

    private String lastLine() {
        String text = output.stripTrailing();
        return text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
    }

    private String signal() {
        return code > SIGNALLED && code <= SIGNALLED + LAST_SIGNAL ? " (signal " + (code - SIGNALLED) + ")" : "";
    }

    private ScriptException error(String what, String line) {
        return new ScriptException(name + " " + what
                + (line.isEmpty() ? "; no output" : "; last line of output: '" + quote(line, MAX_QUOTE) + "'")
                + (errors.isBlank() ? "" : "; standard error: '" + quote(errors.trim(), MAX_QUOTE) + "'"));
    }

    /** One line of bounded length: control characters and line ends become spaces. */
    static String quote(String text, int limit) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < limit; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return line + (text.length() > limit ? "..." : "");
    }
}
