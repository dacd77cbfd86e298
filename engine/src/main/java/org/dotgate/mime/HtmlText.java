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
 * length and in fixed memory. A jsoup document of hostile source takes up to 24 octets of memory for each octet of it,
 * and of a common newsletter three times as long; jsoup's tokeniser without a document is not public. Its table of names
 * is used. Not thread-safe.
 */
final class HtmlText {
    private static final int END = -1;
    /** No character has more octets. */
    private static final int LONGEST = 4;

    private final HtmlCharacters source;
    private final MessageVisitor visitor;
    private final byte[] text;
    private int length;
    private boolean blank = true;

    private final HtmlTag tag;
    private final HtmlNesting nesting = new HtmlNesting();
    private final StringBuilder reference = new StringBuilder();

    HtmlText(HtmlCharacters source, MessageVisitor visitor, byte[] buffer) {
        this.source = source;
        this.visitor = visitor;
        this.text = buffer;
        this.tag = new HtmlTag(source);
    }

    /** Reads the source to its end. */
    void read() throws IOException {
        for (int c = source.next(); c != END; c = source.next()) {
            if (c == '<') {
                markup();
            } else {
                character(c);
                if (c > ' ') {
                    run();
                }
            }
        }
        flush();
    }

    /** Most of a document is characters that stand for themselves: they need not be looked at one by one. */
    private void run() {
        if (!nesting.isHidden()) {
            int end = source.copyPlain(text, length, text.length - LONGEST, blank);
            if (end > length) {
                blank = text[end - 1] == ' ';
                length = end;
            }
        }
    }

    private void character(int c) throws IOException {
        if (c == '&') {
            reference.setLength(0);
            source.reference(reference);
            see(reference);
        } else {
            see(c);
        }
    }

    private void markup() throws IOException {
        int c = source.next();
        if (HtmlTag.isLetter(c)) {
            startTag(c);
        } else if (c == '/') {
            c = source.next();
            if (HtmlTag.isLetter(c)) {
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
        HtmlElement element = tag.element(first);
        tag.attributes();
        // a hidden element takes no room: the text before it and behind it may be one word
        if (!nesting.end(element) && element.breaks) {
            see(' ');
        }
    }

    private void startTag(int first) throws IOException {
        HtmlElement element = tag.element(first);
        if (!tag.attributes()) {
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
        nesting.start(element, tag.hides() || element.unseen);
        if (element.breaks) {
            see(' ');
        }
    }

    private void single(HtmlElement element) throws IOException {
        if (element.block) {
            nesting.start(element, false);
            nesting.end(element);
        }
        if (tag.hides()) {
            return;
        }
        if (element.breaks) {
            see(' ');
        } else if (element == HtmlElement.IMG && !tag.alt().isBlank()) {
            see(' ');
            see(tag.alt());
            see(' ');
        }
    }

    /** Reads content that is no markup, up to its end tag. */
    private void raw(HtmlElement element) throws IOException {
        boolean seen = !element.unseen && !tag.hides();
        if (element.breaks) {
            see(' ');
        }
        for (int c = source.next(); c != END; c = source.next()) {
            if (c == '<' && element != HtmlElement.PLAINTEXT) {
                c = source.next();
                if (c == '/' && tag.isEnd(element)) {
                    tag.attributes();
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
                    see(c);
                }
            }
        }
        if (element.breaks) {
            see(' ');
        }
    }

    private void see(CharSequence characters) throws IOException {
        for (int i = 0; i < characters.length(); i++) {
            int c = Character.codePointAt(characters, i);
            if (c < 0x80) {
                see(c);
            } else if (c < 0x800) {
                see(0xc0 | c >> 6);
                see(0x80 | c & 0x3f);
            } else if (c < 0x10000) {
                see(0xe0 | c >> 12);
                see(0x80 | c >> 6 & 0x3f);
                see(0x80 | c & 0x3f);
            } else {
                see(0xf0 | c >> 18);
                see(0x80 | c >> 12 & 0x3f);
                see(0x80 | c >> 6 & 0x3f);
                see(0x80 | c & 0x3f);
                i++;
            }
        }
    }

    private void see(int octet) throws IOException {
        if (nesting.isHidden()) {
            return;
        }
        if (octet <= ' ') {
            // readers drop NUL rather than end a word at it
            if (blank || octet == 0) {
                return;
            }
            blank = true;
            put((byte) ' ');
        } else {
            blank = false;
            put((byte) octet);
        }
    }

    private void put(byte octet) throws IOException {
        // a piece holds whole characters
        if (length > text.length - LONGEST && octet >> 6 != -2) {
            flush();
        }
        text[length++] = octet;
    }

    private void flush() throws IOException {
        if (length > 0) {
            visitor.octets(text, 0, length);
            length = 0;
        }
    }
}
