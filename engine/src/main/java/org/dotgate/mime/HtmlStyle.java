package org.dotgate.mime;

/** Tells whether an inline style keeps its element from being seen. */
final class HtmlStyle {
    private static final String NO_DISPLAY = "display:none";
    private static final String NOT_VISIBLE = "visibility:hidden";
    private static final String SIZE = "font-size:";

    private HtmlStyle() {
    }

    /** Blanks mean nothing, wherever they stand. A declaration begins at the front, or behind another or a comment. */
    static boolean hides(CharSequence style) {
        boolean begins = true;
        for (int i = 0; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c <= ' ') {
                continue;
            }
            if (begins && (after(style, i, NO_DISPLAY) > 0 || after(style, i, NOT_VISIBLE) > 0
                    || hasNoSize(style, after(style, i, SIZE)))) {
                return true;
            }
            begins = c == ';' || c == '/';
        }
        return false;
    }

    /** A font size of 0 in any unit; one of 0.5em has a size. */
    private static boolean hasNoSize(CharSequence style, int from) {
        boolean zero = false;
        for (int i = from; i > 0 && i < style.length(); i++) {
            char c = style.charAt(i);
            if (c == '0' || c == '.') {
                zero = true;
            } else if (c > ' ') {
                return zero && (c < '1' || c > '9');
            }
        }
        return zero;
    }

    /** Where a text ends that begins there, in whatever case; 0 if another stands there. */
    private static int after(CharSequence style, int from, String wanted) {
        int matched = 0;
        for (int i = from; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c > ' ') {
                if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != wanted.charAt(matched)) {
                    return 0;
                }
                if (++matched == wanted.length()) {
                    return i + 1;
                }
            }
        }
        return 0;
    }
}
