package org.dotgate.hooks.web;

import spark.Request;

/** What a request asks for behind its question mark; a request that asks for what cannot be ends here, with 400. */
final class Parameters {
    /** The most entries of any list that one answer has. */
    static final int MOST = 1000;

    private static final int USUAL = 100;
    private static final int LONGEST = 512;
    /** One more digit than the largest long has would not fit. */
    private static final int DIGITS = 18;

    private Parameters() {}

    /** {@code ?limit=}: how many entries are wanted, from 1 to {@value #MOST}. */
    static int limit(Request request) {
        return (int) whole(request, "limit", USUAL, 1, MOST);
    }

    /**
     * A whole number.
     *
     * @param usual what it is where the request does not say
     */
    static long whole(Request request, String name, long usual, long least, long most) {
        String text = request.queryParams(name);
        if (text == null) {
            return usual;
        }
        long value = text.matches("[0-9]{1," + DIGITS + "}") ? Long.parseLong(text) : -1;
        if (value < least || value > most) {
            throw Errors.invalid(name + " must be a number from " + least + " to " + most);
        }
        return value;
    }

    /** Any text, bounded; empty where the request does not say. */
    static String text(Request request, String name) {
        String text = request.queryParams(name);
        if (text == null) {
            return "";
        }
        if (text.length() > LONGEST) {
            throw Errors.invalid(name + " must have " + LONGEST + " characters at most");
        }
        return text;
    }
}
