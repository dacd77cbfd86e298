package org.dotgate.hooks.kept;

import java.util.List;

/** A kept message to look at: its header fields, and what a reader sees of its text. All of it a stranger's. Immutable. */
public final class KeptLetter {
    private final KeptMail mail;
    private final List<String> fields;
    private final String text;
    private final List<String> attachments;
    private final boolean whole;

    KeptLetter(KeptMail mail, LetterText letter) {
        this.mail = mail;
        this.fields = List.copyOf(letter.fields());
        this.text = letter.text();
        this.attachments = List.copyOf(letter.attachments());
        this.whole = letter.isWhole();
    }

    public KeptMail mail() {
        return mail;
    }

    /** The message's own header fields in their order, decoded, each one line such as {@code Subject: minutes}. */
    public List<String> fields() {
        return fields;
    }

    /** The text of all text parts, HTML as a reader sees it; lines end with a line feed, and no other control is in it but tabs. */
    public String text() {
        return text;
    }

    /** Media type and file name of what is no text. */
    public List<String> attachments() {
        return attachments;
    }

    /** Whether nothing was left out for its length. */
    public boolean isWhole() {
        return whole;
    }
}
