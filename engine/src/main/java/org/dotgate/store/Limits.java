package org.dotgate.store;

/** What a store is asked within. Whoever asks for more has made a mistake that no retry mends. For the stores only. */
public final class Limits {
    private static final int MAX_TABLE = 32;

    private Limits() {}

    /** @return what is wrong with the name of a record; null if nothing is */
    public static String mistake(String table, String key) {
        if (!isTable(table)) {
            return "'" + table + "' is no name of a table";
        }
        return key.isEmpty() ? "a key is empty" : mistake(key);
    }

    private static String mistake(String text) {
        if (text.length() > Store.MAX_KEY) {
            return "a key of " + text.length() + " code units is longer than " + Store.MAX_KEY;
        }
        return text.indexOf('\0') >= 0 ? "a key has a NUL" : null;
    }

    /** @return what is wrong with a change; null if nothing is */
    public static String mistake(String table, String key, String known, String value) {
        int longest = Math.max(known == null ? 0 : known.length(), value == null ? 0 : value.length());
        return longest > Store.MAX_VALUE
                ? "a value of " + longest + " code units is longer than " + Store.MAX_VALUE
                : mistake(table, key);
    }

    /** @return what is wrong with asking for a page; null if nothing is */
    public static String mistake(String table, String prefix, String after, int limit) {
        if (limit < 1 || limit > Store.MAX_PAGE) {
            return "a page of " + limit + " is not from 1 to " + Store.MAX_PAGE;
        }
        if (!isTable(table)) {
            return mistake(table, prefix);
        }
        String mistake = mistake(prefix);
        return mistake == null ? mistake(after) : mistake;
    }

    private static boolean isTable(String name) {
        return !name.isEmpty() && name.length() <= MAX_TABLE
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }
}
