package org.dotgate.mime;

import java.io.IOException;

/**
 * HTML as a reader of mail sees it: its text in order, white space collapsed.
 *
 * <ul>
 *   <li>Tags inside a word vanish, {@code vi<b></b>agra} is one word; block and table tags, {@code <br>}, form fields
 *       and embedded objects are white space.
 *   <li>Style, script, template, comments, title, inline frames and the like are not seen. What stands in
 *       {@code noscript} is, as readers of mail run no scripts.
 *   <li>The alternative text of an image is seen, white space around it: most readers load no images at first.
 *   <li>Elements with the attribute {@code hidden}, or with an inline style of {@code display:none},
 *       {@code visibility:hidden} or {@code font-size:0}, are not seen. Style sheets are not read, nor colours.
 * </ul>
 *
 * <p>The source is read as a stream, by the tokenisation rules of WHATWG HTML (section 13.2.5), in time linear in its
 * length and in fixed memory. A jsoup document would take some hundred octets of memory for each tag, and several times
 * as long; jsoup's tokeniser without a document is not public. Its table of names is used. Not thread-safe.
 */
final class HtmlText {
    /** No attribute that is looked at is honestly longer. */
    private static final int MAX_VALUE = 4096;
    private static final int MAX_NAME = 16;
    private static final int END = -1;

    private final HtmlCharacters source;
    private final MessageVisitor visitor;
    private final char[] text;
    private int length;
    private boolean blank = true;

    private final HtmlNesting nesting = new HtmlNesting();
    private final StringBuilder reference = new StringBuilder();
    private final char[] name = new char[MAX_NAME];
    private int nameLength;
    private final StringBuilder value = new StringBuilder();
    private String alt = "";
    private boolean hides;

    HtmlText(HtmlCharacters source, MessageVisitor visitor, char[] buffer) {
        this.source = source;
        this.visitor = visitor;
        this.text = buffer;
    }

    /** Reads the source to its end. */
    void read() throws IOException {
        for (int c = source.next(); c != END; c = source.next()) {
            if (c == '<') {
                markup();
            } else {
                character(c);
            }
        }
        flush();
    }

    private void character(int c) throws IOException {
        if (c == '&') {
            reference.setLength(0);
            source.reference(reference);
            see(reference);
        } else {
            see((char) c);
        }
    }

    private void markup() throws IOException {
        int c = source.next();
        if (isLetter(c)) {
            startTag(c);
        } else if (c == '/') {
            c = source.next();
            if (isLetter(c)) {
                endTag(c);
            } else if (c != '>' && c != END) {
                source.skipPast('>');
            }
        } else if (c == '!') {
            declaration();
        } else if (c == '?') {
            source.skipPast('>');
        } else {
            see('<');
            source.back(c);
        }
    }

    private void declaration() throws IOException {
        int c = source.next();
        if (c == '-') {
            c = source.next();
            if (c == '-') {
                source.skipComment();
                return;
            }
        }
        source.back(c);
        source.skipPast('>');
    }

    private void endTag(int first) throws IOException {
        HtmlElement element = element(first);
        attributes();
        // a hidden element takes no room: the text before it and behind it may be one word
        if (!nesting.end(element) && element.breaks) {
            see(' ');
        }
    }

    private void startTag(int first) throws IOException {
        HtmlElement element = element(first);
        if (!attributes()) {
            // a tag that the end of the document cuts off is none
            return;
        }
        if (element.isVoid) {
            single(element);
            return;
        }
        if (element.raw) {
            raw(element);
            return;
        }
        nesting.start(element, hides || element.unseen);
        if (element.breaks) {
            see(' ');
        }
    }

    private void single(HtmlElement element) throws IOException {
        if (element.block) {
            nesting.start(element, false);
            nesting.end(element);
        }
        if (hides) {
            return;
        }
        if (element.breaks) {
            see(' ');
        } else if (element == HtmlElement.IMG && !alt.isBlank()) {
            see(' ');
            see(alt);
            see(' ');
        }
    }

    /** Reads content that is no markup, up to its end tag. */
    private void raw(HtmlElement element) throws IOException {
        boolean seen = !element.unseen && !hides;
        if (element.breaks) {
            see(' ');
        }
        for (int c = source.next(); c != END; c = source.next()) {
            if (c == '<' && element != HtmlElement.PLAINTEXT) {
                c = source.next();
                if (c == '/' && isEnd(element)) {
                    attributes();
                    break;
                }
                if (c == '/') {
                    continue;
                }
                if (seen) {
                    see('<');
                }
                source.back(c);
            } else if (seen) {
                if (element == HtmlElement.TEXTAREA) {
                    character(c);
                } else {
                    see((char) c);
                }
            }
        }
        if (element.breaks) {
            see(' ');
        }
    }

    /** Reads the name of an end tag; where it is another's, what has been read of it is given up. */
    private boolean isEnd(HtmlElement element) throws IOException {
        int length = 0;
        int c = source.next();
        while (isLetter(c) && length < MAX_NAME) {
            name[length++] = (char) (c | 0x20);
            c = source.next();
        }
        source.back(c);
        return (c == '>' || c == '/' || isBlank(c)) && element.isNamed(name, length);
    }

    /** Reads a tag's name, of which the first letter has been read. */
    private HtmlElement element(int first) throws IOException {
        name(first, false);
        return nameLength > MAX_NAME ? HtmlElement.OTHER : HtmlElement.find(name, nameLength);
    }

    /** Reads a name into {@link #name}, in lower case; of one too long only the length is kept. */
    private void name(int first, boolean attribute) throws IOException {
        nameLength = 0;
        int c = first;
        do {
            if (nameLength < MAX_NAME) {
                name[nameLength] = (char) (c >= 'A' && c <= 'Z' ? c + 32 : c);
            }
            nameLength = Math.min(nameLength + 1, MAX_NAME + 1);
            c = source.next();
        } while (c != END && c != '>' && c != '/' && !isBlank(c) && !(attribute && c == '='));
        source.back(c);
    }

    /** Reads attributes and the end of the tag; returns false if the document ends first. */
    private boolean attributes() throws IOException {
        alt = "";
        hides = false;
        for (;;) {
            int c = source.next();
            while (isBlank(c) || c == '/') {
                c = source.next();
            }
            if (c == END || c == '>') {
                return c == '>';
            }
            name(c, true);
            boolean isAlt = isName("alt");
            boolean isStyle = isName("style");
            hides |= isName("hidden");
            c = source.next();
            while (isBlank(c)) {
                c = source.next();
            }
            if (c != '=') {
                source.back(c);
                continue;
            }
            value(isAlt || isStyle);
            if (isAlt) {
                alt = value.toString();
            } else if (isStyle) {
                hides |= HtmlStyle.hides(value);
            }
        }
    }

    private boolean isName(String wanted) {
        if (nameLength != wanted.length()) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            if (name[i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void value(boolean kept) throws IOException {
        value.setLength(0);
        int c = source.next();
        while (isBlank(c)) {
            c = source.next();
        }
        boolean quoted = c == '"' || c == '\'';
        if (quoted && !kept) {
            source.skipPast((char) c);
            return;
        }
        int quote = c;
        if (quoted) {
            c = source.next();
        }
        while (c != END && (quoted ? c != quote : c != '>' && !isBlank(c))) {
            if (kept && value.length() < MAX_VALUE) {
                if (c == '&') {
                    source.reference(value);
                } else {
                    value.append((char) c);
                }
            }
            c = source.next();
        }
        if (!quoted) {
            source.back(c);
        }
    }

    private void see(CharSequence characters) throws IOException {
        for (int i = 0; i < characters.length(); i++) {
            see(characters.charAt(i));
        }
    }

    private void see(char c) throws IOException {
        if (nesting.isHidden()) {
            return;
        }
        if (c <= ' ') {
            // readers drop NUL rather than end a word at it
            if (blank || c == 0) {
                return;
            }
            blank = true;
            put(' ');
        } else {
            blank = false;
            put(c);
        }
    }

    private void put(char c) throws IOException {
        if (length == text.length) {
            flush();
        }
        text[length++] = c;
    }

    private void flush() throws IOException {
        if (length > 0) {
            visitor.text(text, 0, length);
            length = 0;
        }
    }

    private static boolean isLetter(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }
}
