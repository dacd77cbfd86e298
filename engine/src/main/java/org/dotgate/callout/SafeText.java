package org.dotgate.callout;

/**
 * Hostile text as it is stored: a backslash, and what is no character to print, is written {@code \}{@code u} and four
 * hexadecimal digits, so that it stays on its line and survives every encoding.
 */
final class SafeText {
    private static final String DIGITS = "0123456789abcdef";

    private SafeText() {}

    static String escape(String text) {
        return escape(text, false);
    }

    /** As {@link #escape(String)}, blanks too. */
    static String word(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean blanks) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || isUnsafe(c) || blanks && c == ' ') {
                if (safe == null) {
                    safe = new StringBuilder(text.length() + 30).append(text, 0, i);
                }
                safe.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    safe.append(DIGITS.charAt(c >> shift & 15));
                }
            } else if (safe != null) {
                safe.append(c);
            }
        }
        return safe == null ? text : safe.toString();
    }

    /** Half of a pair of surrogates would not survive UTF-8, and noncharacters and controls some stores. */
    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029' || c >= '\ufff0';
    }

    /** @throws IllegalArgumentException if the text is none that {@link #escape(String)} gives */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                if (i + 6 > text.length() || text.charAt(i + 1) != 'u') {
                    throw new IllegalArgumentException("a backslash stands alone");
                }
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
