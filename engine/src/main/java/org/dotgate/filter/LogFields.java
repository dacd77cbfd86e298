package org.dotgate.filter;

import java.util.regex.Pattern;
import org.dotgate.mail.Client;

/**
 * The end of a line in the log of decisions, for programs to read: {@code at=DOT session=6c3d9b12 message=Mail17 ms=12}. What
 * stands before it may quote strangers, who can write such fields as well; only the last ones count. A value that is not
 * made of plain characters stands in quotation marks. Not thread-safe.
 */
public final class LogFields {
    /** Where a message is that James has taken, in place of a command. */
    public static final String MAILET = "MAILET";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:@+-]+");

    private final StringBuilder line = new StringBuilder();

    private LogFields() {}

    /**
     * The fields that every line has.
     *
     * @param place where it happened: {@code MAIL}, {@code RCPT}, {@code DOT} or {@value #MAILET}
     * @param client whose {@link Client#session} it is; left out where that is not known
     */
    public static LogFields of(String place, Client client) {
        LogFields fields = new LogFields().with("at", place);
        return client.session().isEmpty() ? fields : fields.with("session", client.session());
    }

    /** The fields that every line about a message has. */
    public static LogFields of(String place, Transaction transaction) {
        return of(place, transaction.client()).with("message", transaction.id());
    }

    /** Adds a field. */
    public LogFields with(String name, Object value) {
        String text = LogText.safe(value.toString());
        line.append(line.length() == 0 ? "" : " ").append(name).append('=');
        if (PLAIN.matcher(text).matches()) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        }
        return this;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
