package org.dotgate.callout.answer;

import java.util.List;
import java.util.Objects;

/**
 * A reply of a server to us (RFC 5321, section 4.2): its code and the texts of its lines, which are a stranger's. Bounded by
 * whoever reads it. Immutable.
 */
public final class RemoteReply {
    private final int code;
    private final List<String> lines;

    /**
     * @param code three digits, 200 to 599
     * @param lines the texts behind the codes, one a line, at least one; octets beyond ASCII as ISO 8859-1 characters
     */
    public RemoteReply(int code, List<String> lines) {
        this.code = code;
        this.lines = List.copyOf(lines);
    }

    public static RemoteReply of(int code, String... lines) {
        return new RemoteReply(code, List.of(lines));
    }

    public int code() {
        return code;
    }

    /** The texts of the lines, enhanced codes (RFC 2034) included. */
    public List<String> lines() {
        return lines;
    }

    /** The texts as one, with a space between lines. */
    public String text() {
        return String.join(" ", lines);
    }

    /** Whether the code is from 200 to 299. */
    public boolean isPositive() {
        return code / 100 == 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemoteReply && code == ((RemoteReply) other).code && lines.equals(((RemoteReply) other).lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, lines);
    }

    @Override
    public String toString() {
        return code + " " + text();
    }
}
