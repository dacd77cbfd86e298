package org.dotgate.filter.words;

/**
 * What a reader sees of a From field besides addresses (RFC 5322, section 3.4): display names and comments. The field is
 * hostile and need not be well formed, so nothing is parsed: what stands in angle brackets is left out, or, where there
 * are none, each word with an at sign; all the rest is shown.
 */
final class SenderName {
    private SenderName() {}

    /** @param value the field's value, unfolded and decoded */
    static String of(String value) {
        int lastEnd = value.lastIndexOf('>');
        return value.lastIndexOf('<', lastEnd) >= 0 ? withoutBrackets(value, lastEnd) : withoutAddresses(value);
    }

    private static String withoutBrackets(String value, int lastEnd) {
        StringBuilder name = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '<' && i < lastEnd) {
                i = value.indexOf('>', i);
                name.append(' ');
            } else {
                name.append(value.charAt(i));
            }
        }
        return name.toString();
    }

    private static String withoutAddresses(String value) {
        StringBuilder name = new StringBuilder(value.length());
        for (String word : value.split("\\s+")) {
            if (word.indexOf('@') < 0) {
                name.append(word).append(' ');
            }
        }
        return name.toString();
    }
}
