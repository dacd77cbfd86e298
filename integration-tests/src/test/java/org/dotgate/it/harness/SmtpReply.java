package org.dotgate.it.harness;

import java.util.List;

/**
 * One reply as the client read it. Immutable.
 *
 * @param lines its lines without line ends, code and all
 */
public record SmtpReply(List<String> lines) {
    public SmtpReply {
        lines = List.copyOf(lines);
    }

    /** The basic code of the last line, which is what a client acts on. */
    public int code() {
        return Integer.parseInt(last().substring(0, 3));
    }

    /** The last line. */
    public String last() {
        return lines.get(lines.size() - 1);
    }

    @Override
    public String toString() {
        return String.join(" | ", lines);
    }
}
