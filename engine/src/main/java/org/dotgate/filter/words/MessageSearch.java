package org.dotgate.filter.words;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.dotgate.mime.MessageVisitor;

/**
 * Hands to a search what a message's reader sees: Subject, the display name of From, the text of all text parts; and the
 * header fields that phrases are limited to. Fields count where they describe the message itself, not a message attached
 * to it; only {@code content-} fields count in parts too. Belongs to one thread.
 */
final class MessageSearch implements MessageVisitor {
    private final WordSearch search;
    private boolean inText;

    MessageSearch(WordSearch search) {
        this.search = search;
    }

    @Override
    public void field(int depth, String name, String value) {
        String field = name.toLowerCase(Locale.ROOT);
        if (depth > 0 && !field.startsWith("content-")) {
            return;
        }
        if (search.beginField(field)) {
            all(value);
        }
        if (field.equals("from")) {
            search.beginSenderName();
            all(SenderName.of(value));
        }
    }

    private void all(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        search.text(octets, 0, octets.length);
        search.end();
    }

    @Override
    public void octets(byte[] utf8, int from, int to) {
        if (!inText) {
            search.beginBody();
            inText = true;
        }
        search.text(utf8, from, to);
    }

    @Override
    public void endOfText() {
        if (inText) {
            search.end();
            inText = false;
        }
    }
}
