package org.dotgate.mime;

/** Tells whether an inline style keeps its element from being seen. */
final class HtmlStyle {
    private HtmlStyle() {
    }

    static boolean hides(CharSequence style) {
        StringBuilder plain = new StringBuilder(style.length());
        for (int i = 0; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c > ' ') {
                plain.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
        }
        return declares(plain, "display:none") || declares(plain, "visibility:hidden") || hasNoSize(plain);
    }

    private static boolean declares(StringBuilder style, String declaration) {
        return find(style, declaration, 0) >= 0;
    }

    /** A font size of 0 in any unit; one of 0.5em has a size. */
    private static boolean hasNoSize(StringBuilder style) {
        String property = "font-size:";
        for (int at = find(style, property, 0); at >= 0; at = find(style, property, at + 1)) {
            int i = at + property.length();
            int from = i;
            while (i < style.length() && (style.charAt(i) == '0' || style.charAt(i) == '.')) {
                i++;
            }
            boolean digit = i < style.length() && style.charAt(i) >= '1' && style.charAt(i) <= '9';
            if (i > from && !digit) {
                return true;
            }
        }
        return false;
    }

    /** Finds a declaration that is not the end of another name, as in {@code mso-display:none}. */
    private static int find(StringBuilder style, String declaration, int from) {
        int at = style.indexOf(declaration, from);
        while (at > 0 && style.charAt(at - 1) != ';' && style.charAt(at - 1) != '/') {
            at = style.indexOf(declaration, at + 1);
        }
        return at;
    }
}
