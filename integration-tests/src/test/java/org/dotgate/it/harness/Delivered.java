package org.dotgate.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

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
        String text = text();
        assertThat(text).as("James's trace header on top").startsWith("Received: from ");
        int end = text.indexOf("\r\n");
        while (text.startsWith(" ", end + 2) || text.startsWith("\t", end + 2)) {
            end = text.indexOf("\r\n", end + 2);
        }
        return text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
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
