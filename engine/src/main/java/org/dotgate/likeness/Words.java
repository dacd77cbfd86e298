package org.dotgate.likeness;

/**
 * Reads text, and tells its words and the hosts it leads to. Tokens, which are random or counted, are left out: numbers,
 * words with a digit in them, dates, and letters of mixed case as in Base64. Of a link the host is told, and the plain
 * words of its path; its query is left out. What is longer than tokens are, as a line of an encrypted text, counts as it
 * stands. Case is folded, and a character of a script without blanks is a word.
 *
 * <p>Takes text in pieces cut anywhere, in memory that does not grow. Owned by one thread.
 */
final class Words {
    /** Is told what is found, in order. */
    interface Listener {
        void word(long hash);

        /** A host name or mail domain that a link or an address leads to. */
        void host(long hash);
    }

    /** What characters of ASCII mean to a {@link Chunk}; zero ends it. */
    private static final byte[] KINDS = new byte[128];
    /** What ends a link; other punctuation is part of it. */
    private static final String ENDS_LINK = "\"'<>()[]{}|\\^`";

    static {
        for (char c = 0; c < KINDS.length; c++) {
            KINDS[c] = Character.isDigit(c) ? Chunk.DIGIT : Character.isLetter(c) || "-_+=%~".indexOf(c) >= 0 ? Chunk.WORD : 0;
        }
        for (char c : ":?&#$".toCharArray()) {
            KINDS[c] = Chunk.MARK;
        }
        KINDS['.'] = Chunk.DOT;
        KINDS['/'] = Chunk.SLASH;
        KINDS['@'] = Chunk.AT;
    }

    private final Listener listener;
    private final Chunk chunk;
    private boolean inLink;

    Words(Listener listener) {
        this.listener = listener;
        this.chunk = new Chunk(listener);
    }

    void read(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = chars[i];
            int kind = c < KINDS.length ? KINDS[c] : isOfWord(c) ? Chunk.WORD : 0;
            if (kind != 0 || inLink && isOfLink(c)) {
                chunk.add(c, kind);
                inLink |= kind == Chunk.SLASH && chunk.endsAsScheme();
            } else if (c < KINDS.length || !Character.isIdentifierIgnorable(c)) {
                chunk.end();
                inLink = false;
                if (c >= KINDS.length && isWord(c)) {
                    listener.word(Hash.add(0, c));
                }
            }
        }
    }

    /** The text is over. */
    void end() {
        chunk.end();
        inLink = false;
    }

    private static boolean isOfLink(char c) {
        return c > ' ' && c < 0x7f && ENDS_LINK.indexOf(c) < 0;
    }

    /** Letters of scripts that set words apart by blanks, and the marks on them. */
    private static boolean isOfWord(char c) {
        if (c >= 0x2e80 && !(c >= 0xac00 && c < 0xd7b0)) {
            return c >= 0xfb00 && c < 0xff00 && Character.isLetter(c);
        }
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Ideographs, syllables and signs, surrogates of such among them; no blanks and no punctuation. */
    private static boolean isWord(char c) {
        switch (Character.getType(c)) {
            case Character.OTHER_LETTER:
            case Character.MODIFIER_LETTER:
            case Character.LOWERCASE_LETTER:
            case Character.UPPERCASE_LETTER:
            case Character.OTHER_SYMBOL:
            case Character.MATH_SYMBOL:
            case Character.SURROGATE:
                return true;
            default:
                return false;
        }
    }
}
