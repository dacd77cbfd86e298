package org.dotgate.filter.exec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dotgate.filter.Transaction;
import org.dotgate.mail.Client;

/**
 * A transaction as environment variables. Most values come from the client and are hostile: control characters (line
 * ends and NUL among them) become question marks, and lengths are bounded, because Linux refuses to start a program with
 * a variable of 128 KiB or more.
 */
final class ScriptEnvironment {
    /** How long a value may be, in UTF-16 units: at most three octets each. */
    static final int MAX_VALUE = 4_000;
    /** How long the recipients may be in all, in UTF-16 units. */
    static final int MAX_RECIPIENTS = 32_000;

    private ScriptEnvironment() {}

    static Map<String, String> of(Transaction transaction) {
        Client client = transaction.client();
        List<String> recipients = transaction.envelope().recipients();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DOTGATE_EVENT", transaction.event().label());
        variables.put("DOTGATE_CLIENT_IP", safe(client.address().getHostAddress()));
        variables.put("DOTGATE_CLIENT_NAME", safe(client.name()));
        variables.put("DOTGATE_HELO", safe(client.helo()));
        variables.put("DOTGATE_USER", safe(client.user().orElse("")));
        variables.put("DOTGATE_SENDER", safe(transaction.envelope().sender()));
        variables.put("DOTGATE_RECIPIENTS", lines(recipients));
        variables.put("DOTGATE_RECIPIENT_COUNT", Integer.toString(recipients.size()));
        variables.put("DOTGATE_TLS", safe(client.tls()));
        variables.put("DOTGATE_SIZE", Long.toString(transaction.message().size()));
        variables.put("DOTGATE_ID", safe(transaction.id()));
        return variables;
    }

    /** One a line; whole lines only, so that no cut address looks like another one. */
    private static String lines(List<String> values) {
        StringBuilder lines = new StringBuilder();
        for (String value : values) {
            String line = safe(value);
            if (lines.length() + line.length() + 1 > MAX_RECIPIENTS) {
                break;
            }
            lines.append(lines.length() == 0 ? "" : "\n").append(line);
        }
        return lines.toString();
    }

    private static String safe(String value) {
        StringBuilder safe = new StringBuilder(Math.min(value.length(), MAX_VALUE));
        for (int i = 0; i < value.length() && safe.length() < MAX_VALUE; i++) {
            char c = value.charAt(i);
            boolean endsLine = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            safe.append(endsLine ? '?' : c);
        }
        return safe.toString();
    }
}
