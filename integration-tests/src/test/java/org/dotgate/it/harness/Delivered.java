package org.dotgate.it.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A mail that James took, as it lies in a repository.
 *
 * @param name the name James gave it
 * @param sender the reverse-path, empty for {@code <>}
 * @param recipients the forward-paths in order of letters
 * @param raw the content, James's trace header included
 * @param attributes the mail's attributes that are text
 */
public record Delivered(String name, String sender, List<String> recipients, byte[] raw, Map<String, String> attributes) {
    /** The content as the client sent it, without the Received line that James puts on top. */
    public byte[] content() {
        return withoutTrace(text()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * A message without the Received line that James puts on top of its header fields. James puts none on a message
     * that begins with an empty line.
     */
    public static String withoutTrace(String text) {
        if (!text.startsWith("Received: from ")) {
            return text;
        }
        int end = text.indexOf("\r\n");
        while (text.startsWith(" ", end + 2) || text.startsWith("\t", end + 2)) {
            end = text.indexOf("\r\n", end + 2);
        }
        return text.substring(end + 2);
    }

    /** The content as text, an octet a character. */
    public String contentText() {
        return new String(content(), StandardCharsets.ISO_8859_1);
    }

    private String text() {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name + " from <" + sender + "> to " + recipients + ", " + raw.length + " octets";
    }
}
