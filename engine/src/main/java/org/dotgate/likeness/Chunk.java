package org.dotgate.likeness;

import java.util.Arrays;

/**
 * What stands between two blanks or brackets: a word, words joined by punctuation, a number, a link, an address. Of a very
 * long one the beginning is held, and the rest hashed. Owned by one thread.
 */
final class Chunk {
    /** A letter, or what joins letters to a word. */
    static final byte WORD = 1;
    static final byte DIGIT = 2;
    static final byte DOT = 4;
    static final byte SLASH = 8;
    static final byte AT = 16;
    /** Sets words apart, as a dot and the like do, and has no meaning besides. */
    static final byte MARK = 32;

    private static final int MOST = 1024;
    /** The longest code, number or name that a program makes up; a UUID has 36 characters, a SHA-1 40. */
    private static final int LONGEST_TOKEN = 48;
    private static final int LONGEST_TOP_LEVEL = 24;
    /** How often case rises within letters that mean nothing; names of firms do so once or twice. */
    private static final int RISES = 3;
    private static final String SCHEME = "://";
    private static final String ENCODED_SCHEME = "%3a%2f%2f";
    /** A date in words is a token as one in digits is. */
    private static final long[] DATES = Arrays.stream(("jan january feb february mar march apr april may jun june jul july "
                    + "aug august sep sept september oct october nov november dec december mon monday tue tues tuesday wed "
                    + "wednesday thu thurs thursday fri friday sat saturday sun sunday am pm utc gmt est edt cst cdt pst pdt")
                    .split(" "))
            .mapToLong(name -> hash(name.toCharArray(), 0, name.length()))
            .sorted()
            .toArray();
    private static final int LONGEST_DATE = 9;

    private final Words.Listener listener;
    private final char[] chars = new char[MOST];
    private int length;
    private long rest;
    private int kinds;

    Chunk(Words.Listener listener) {
        this.listener = listener;
    }

    /** @param kind what it means, see {@link #WORD}; 0 for what is part of links only */
    void add(char c, int kind) {
        kinds |= kind;
        if (length < MOST) {
            chars[length++] = c;
        } else {
            rest = Hash.add(rest, c);
        }
    }

    /** Whether it ends as a link's scheme does. */
    boolean endsAsScheme() {
        return length > SCHEME.length() && length < MOST && startsWith(SCHEME, length - SCHEME.length(), length)
                && Character.isLetter(chars[length - SCHEME.length() - 1]);
    }

    /** Tells what there is, and begins anew. */
    void end() {
        if (length == 0) {
            return;
        }
        int from = 0;
        int to = length;
        while (from < to && !Character.isLetterOrDigit(chars[from])) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(chars[to - 1])) {
            to--;
        }
        if (from < to) {
            tell(from, to);
        }
        length = 0;
        rest = 0;
        kinds = 0;
    }

    private void tell(int from, int to) {
        boolean isLong = to - from > LONGEST_TOKEN;
        if ((kinds & ~(WORD | DIGIT)) == 0 && !isLong) {
            wordOrToken(from, to);
            return;
        }
        int slash = has(SLASH) ? find("/", from, to) : -1;
        int scheme = slash < 0 ? -1 : find(SCHEME, from, to);
        if (scheme >= 0) {
            link(scheme + SCHEME.length(), to);
            return;
        }
        if (startsWith("www.", from, to) || slash > 0 && isName(from, slash)) {
            link(from, to);
            return;
        }
        int at = has(AT) ? find("@", from, to) : -1;
        int domainEnd = at > 0 ? nameEnd(at + 1, to) : to;
        if (at > 0 && isName(at + 1, domainEnd)) {
            words(from, at);
            host(at + 1, domainEnd);
            words(domainEnd, to);
        } else if (isLong || has(MARK) && find("&#", from, to) >= 0 || has(DIGIT) && has(DOT) && isName(from, to)) {
            // long as no token is, a character reference, or a file or host that has a number in its name
            listener.word(Hash.add(hash(chars, from, to), rest));
        } else {
            words(from, to);
        }
    }

    /** A link behind its scheme, with those that are in it, as those who count clicks have them. */
    private void link(int from, int to) {
        int authority = from;
        while (authority < to && "/?#".indexOf(chars[authority]) < 0) {
            authority++;
        }
        int name = from;
        for (int i = from; i < authority; i++) {
            name = chars[i] == '@' ? i + 1 : name;
        }
        host(name, nameEnd(name, authority));
        int path = authority;
        while (path < to && "?#%".indexOf(chars[path]) < 0) {
            path++;
        }
        words(authority, path);
        for (int i = authority; i < to; i++) {
            if (startsWith(SCHEME, i, to)) {
                inner(i + SCHEME.length(), to);
            } else if (startsWith(ENCODED_SCHEME, i, to)) {
                inner(i + ENCODED_SCHEME.length(), to);
            }
        }
    }

    private void inner(int from, int to) {
        host(from, nameEnd(from, to));
    }

    private void host(int from, int to) {
        if (from < to) {
            long hash = hash(chars, from, to);
            listener.host(hash);
            listener.word(hash);
        }
    }

    private int nameEnd(int from, int to) {
        int end = from;
        while (end < to && (Character.isLetterOrDigit(chars[end]) || chars[end] == '-' || chars[end] == '.')) {
            end++;
        }
        return end;
    }

    /** Whether it is as names of hosts are: labels joined by dots, letters in the last. */
    private boolean isName(int from, int to) {
        int last = to;
        while (last > from && Character.isLetter(chars[last - 1])) {
            last--;
        }
        return last > from + 1 && chars[last - 1] == '.' && to - last > 1 && to - last <= LONGEST_TOP_LEVEL && nameEnd(from, to) == to;
    }

    private boolean has(int kind) {
        return (kinds & kind) != 0;
    }

    /** Words set apart by punctuation. A hyphen and the like does not end a word, as tokens have some. */
    private void words(int from, int to) {
        int begin = from;
        for (int i = from; i <= to; i++) {
            if (i == to || "./:@?&#$".indexOf(chars[i]) >= 0) {
                wordOrToken(begin, i);
                begin = i + 1;
            }
        }
    }

    /** Tells a word, unless it is a token: a number, part of a date, or letters that mean nothing. */
    private void wordOrToken(int from, int to) {
        long hash = 0;
        int letters = 0;
        int rises = 0;
        boolean lower = false;
        boolean token = false;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c >= '0' && c <= '9' || c > '~' && Character.isDigit(c)) {
                token = true;
            } else if (c > '~' || Character.isLetter(c)) {
                char folded = fold(c);
                letters++;
                rises += lower && folded != c ? 1 : 0;
                lower = folded == c;
                hash = Hash.add(hash, folded);
            }
        }
        if (token || rises >= RISES || letters <= LONGEST_DATE && Arrays.binarySearch(DATES, hash) >= 0) {
            return;
        }
        if (letters > 0) {
            listener.word(hash);
        }
    }

    private int find(String what, int from, int to) {
        char first = what.charAt(0);
        for (int i = from; i < to; i++) {
            if (chars[i] == first && startsWith(what, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(String what, int from, int to) {
        if (to - from < what.length()) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (fold(chars[from + i]) != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long hash(char[] chars, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = Hash.add(hash, fold(chars[i]));
        }
        return hash;
    }

    private static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(c);
    }
}
