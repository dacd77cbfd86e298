package org.dotgate.mime;

/**
 * Names of elements and attributes, each packed into one number as it is read: six bits a character. Letter case makes no
 * difference. All names that mean something here are of at most ten letters and digits; others are {@link #UNKNOWN}.
 */
final class HtmlName {
    static final long UNKNOWN = -1;
    /** No character yet. */
    static final long EMPTY = 0;

    private static final int BITS = 6;
    /** Where the tenth character stands once ten have come. */
    private static final int FULL = 9 * BITS;
    private static final byte[] CODES = new byte[256];

    static {
        byte code = 0;
        for (char c : "abcdefghijklmnopqrstuvwxyz0123456789".toCharArray()) {
            CODES[c] = ++code;
            CODES[Character.toUpperCase(c)] = code;
        }
    }

    private HtmlName() {}

    static long of(String name) {
        long packed = EMPTY;
        for (int i = 0; i < name.length(); i++) {
            packed = add(packed, name.charAt(i));
        }
        return packed;
    }

    /** @param octet of UTF-8, unsigned */
    static long add(long name, int octet) {
        byte code = CODES[octet];
        return code == 0 || name >>> FULL != 0 ? UNKNOWN : name << BITS | code;
    }
}
