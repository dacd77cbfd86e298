package org.dotgate.mime;

import java.nio.charset.Charset;
import org.jsoup.nodes.Entities;

/** What HTML's character references stand for (WHATWG HTML, section 13.2.5.72 and following); the names are jsoup's. */
final class HtmlReferences {
    private static final char REPLACEMENT = '\ufffd';
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private HtmlReferences() {
    }

    /** Appends what the name stands for; some old names count without a semicolon, and at the front of longer ones. */
    static void append(String name, boolean semicolon, StringBuilder target) {
        if (semicolon && name.equals("nbsp")) {
            target.append('\u00a0');
            return;
        }
        String known = "";
        if (!name.isEmpty()) {
            known = semicolon && Entities.isNamedEntity(name) ? name : Entities.findPrefix(name);
        }
        if (known.isEmpty()) {
            target.append('&').append(name).append(semicolon ? ";" : "");
            return;
        }
        target.append(Entities.getByName(known)).append(name, known.length(), name.length());
        if (semicolon && known.length() < name.length()) {
            target.append(';');
        }
    }

    /** Appends the character of this number; numbers 128 to 159 mean windows-1252, as readers take them. */
    static void append(int number, StringBuilder target) {
        if (number >= 0x80 && number < 0xa0) {
            target.append(new String(new byte[] {(byte) number}, WINDOWS_1252));
        } else if (number == 0 || number > Character.MAX_CODE_POINT || number >= 0xd800 && number < 0xe000) {
            target.append(REPLACEMENT);
        } else {
            target.appendCodePoint(number);
        }
    }
}
