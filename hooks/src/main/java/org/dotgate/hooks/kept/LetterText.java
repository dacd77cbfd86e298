package org.dotgate.hooks.kept;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dotgate.filter.LogText;
import org.dotgate.mime.MessageVisitor;

/**
 * Gathers from a message what a person may want to read, as plain text and in bounds. Control characters, and those that
 * change the direction of writing, become {@code ?}. Belongs to one thread.
 */
final class LetterText implements MessageVisitor {
    private static final int MOST_FIELDS = 500;
    private static final int MOST_ATTACHMENTS = 100;

    private final int mostText;
    private final List<String> fields = new ArrayList<>();
    private final List<String> attachments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String subject = "";
    private boolean cut;
    private boolean afterReturn;

    /** @param mostText how many characters of text are wanted */
    LetterText(int mostText) {
        this.mostText = mostText;
    }

    @Override
    public void field(int depth, String name, String value) {
        if (depth > 0) {
            return;
        }
        if (subject.isEmpty() && name.toLowerCase(Locale.ROOT).equals("subject")) {
            subject = LogText.safe(value);
        }
        if (fields.size() < MOST_FIELDS) {
            fields.add(LogText.safe(name + ": " + value));
        } else {
            cut = true;
        }
    }

    @Override
    public void text(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.length() >= mostText) {
                cut = true;
                return;
            }
            add(chars[i]);
        }
    }

    /** Line ends of all kinds become line feeds. */
    private void add(char c) {
        boolean second = afterReturn && c == '\n';
        afterReturn = c == '\r';
        if (second) {
            return;
        }
        if (c == '\r' || c == '\n' || c == '\u2028' || c == '\u2029') {
            text.append('\n');
        } else if (c == '\t') {
            text.append(c);
        } else {
            text.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
    }

    @Override
    public void endOfText() {
        afterReturn = false;
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    @Override
    public void attachment(String mediaType, String fileName, InputStream decoded) {
        if (attachments.size() < MOST_ATTACHMENTS) {
            attachments.add(LogText.safe(fileName.isEmpty() ? mediaType : mediaType + " " + fileName));
        } else {
            cut = true;
        }
    }

    /** Something was left out by whoever showed the message. */
    void cut() {
        cut = true;
    }

    String subject() {
        return subject;
    }

    List<String> fields() {
        return fields;
    }

    List<String> attachments() {
        return attachments;
    }

    String text() {
        return text.toString();
    }

    boolean isWhole() {
        return !cut;
    }
}
