package org.dotgate.filter;

/** Text from outside, made fit for one line of a log. */
public final class LogText {
    private static final int MAX = 500;

    private LogText() {}

    /** The text with control characters and line separators replaced, cut at {@value #MAX} characters. */
    public static String safe(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX));
        for (int i = 0; i < text.length() && line.length() < MAX; i++) {
            char c = text.charAt(i);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029'
                    || Character.getType(c) == Character.FORMAT;
            line.append(breaks ? '?' : c);
        }
        return line.toString();
    }
}
