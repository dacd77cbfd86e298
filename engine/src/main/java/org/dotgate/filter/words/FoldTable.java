package org.dotgate.filter.words;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What each code point becomes when it is folded, whatever stands around it: its compatibility decomposition (Unicode
 * Standard Annex 15, NFKD) without accents, in lower case, as UTF-8. Decomposed and composed spellings meet in the
 * decomposed form; only the order of several marks on one letter is left as it came.
 *
 * <p>Beyond Unicode's own tables: typographic quotes and dashes become ASCII ones; letters with a stroke lose it;
 * Hebrew and Arabic vowel signs, tatweel and what cannot be seen are dropped; a trade mark sign stays a sign, so that it
 * does not lengthen the word it follows.
 *
 * <p>An entry is packed into a long, see {@link #kind}, {@link #length} and {@link #octets}. Pages of the table are made
 * when first asked for and kept. Thread-safe.
 */
final class FoldTable {
    /** Vanishes. */
    static final int DROP = 0;
    /** Part of a word: letters, digits and marks of scripts that set words apart. */
    static final int WORD = 1;
    /** White space. */
    static final int SPACE = 2;
    /** No part of a word: punctuation, signs, and the letters of scripts written without spaces. */
    static final int OTHER = 3;
    /** ZWJ or ZWNJ: part of a word between letters of a script that needs it, else dropped. */
    static final int JOINER = 4;
    /** Several entries, see {@link #sequence}. */
    static final int SEQUENCE = 5;

    private static final int MAX_PACKED = 7;
    private static final long JOINING = 1L << 62;
    private static final AtomicReferenceArray<Page> PAGES = new AtomicReferenceArray<>((Character.MAX_CODE_POINT >> 8) + 1);

    private static final Map<Integer, String> SPECIAL = special();
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.BOPOMOFO, UnicodeScript.YI,
            UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR, UnicodeScript.TIBETAN,
            UnicodeScript.TAI_LE, UnicodeScript.NEW_TAI_LUE, UnicodeScript.TAI_THAM, UnicodeScript.TAI_VIET,
            UnicodeScript.JAVANESE, UnicodeScript.BALINESE, UnicodeScript.AHOM);
    private static final Set<UnicodeScript> WITH_JOINERS = EnumSet.of(
            UnicodeScript.ARABIC, UnicodeScript.SYRIAC, UnicodeScript.NKO, UnicodeScript.MONGOLIAN, UnicodeScript.MANDAIC,
            UnicodeScript.DEVANAGARI, UnicodeScript.BENGALI, UnicodeScript.GURMUKHI, UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA, UnicodeScript.TAMIL, UnicodeScript.TELUGU, UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM, UnicodeScript.SINHALA, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

    private FoldTable() {}

    /** The entry of a code point; a lone surrogate has the entry of U+FFFD. */
    static long entry(int codePoint) {
        return page(codePoint).entries[codePoint & 0xff];
    }

    /** The entries that a code point of kind {@link #SEQUENCE} becomes. */
    static long[] sequence(int codePoint) {
        return page(codePoint).sequences[codePoint & 0xff];
    }

    /** One of the constants above. */
    static int kind(long entry) {
        return (int) (entry >>> 59) & 7;
    }

    /** How many octets {@link #octets} has, 0 to 7. */
    static int length(long entry) {
        return (int) (entry >>> 56) & 7;
    }

    /** The folded form in UTF-8, first octet lowest; what lies above {@link #length} is of no meaning. */
    static long octets(long entry) {
        return entry;
    }

    /** Whether the code point is of a script in which ZWJ and ZWNJ change what a reader sees. */
    static boolean isJoining(long entry) {
        return (entry & JOINING) != 0;
    }

    /** Whether a code point of folded text is part of a word. */
    static boolean isWord(int foldedCodePoint) {
        int kind = kind(entry(foldedCodePoint));
        return kind == WORD || kind == JOINER;
    }

    private static Page page(int codePoint) {
        Page page = PAGES.get(codePoint >> 8);
        if (page == null) {
            page = new Page(codePoint & ~0xff);
            PAGES.set(codePoint >> 8, page);
        }
        return page;
    }

    /** The entries of 256 code points. Immutable once made. */
    private static final class Page {
        private final long[] entries = new long[256];
        private final long[][] sequences = new long[256][];

        Page(int first) {
            for (int i = 0; i < entries.length; i++) {
                List<Integer> folded = fold(first + i);
                entries[i] = packed(folded);
                if (kind(entries[i]) == SEQUENCE) {
                    sequences[i] = folded.stream().mapToLong(one -> packed(List.of(one))).toArray();
                }
            }
        }
    }

    private static long packed(List<Integer> folded) {
        if (folded.isEmpty()) {
            return (long) DROP << 59;
        }
        int kind = kindOf(folded.get(0));
        StringBuilder text = new StringBuilder();
        for (int codePoint : folded) {
            if (kindOf(codePoint) != kind) {
                return (long) SEQUENCE << 59;
            }
            text.appendCodePoint(codePoint);
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        if (octets.length > MAX_PACKED) {
            return (long) SEQUENCE << 59;
        }
        long entry = (long) kind << 59 | (long) octets.length << 56;
        for (int i = 0; i < octets.length; i++) {
            entry |= (octets[i] & 0xffL) << (8 * i);
        }
        return WITH_JOINERS.contains(UnicodeScript.of(folded.get(0))) ? entry | JOINING : entry;
    }

    private static List<Integer> fold(int codePoint) {
        List<Integer> folded = new ArrayList<>(2);
        int one = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 0xfffd : codePoint;
        String decomposed = SPECIAL.containsKey(one)
                ? SPECIAL.get(one)
                : Normalizer.normalize(Character.toString(one), Normalizer.Form.NFKD);
        decomposed.codePoints().forEach(part -> {
            String special = SPECIAL.get(part);
            if (special != null) {
                special.codePoints().forEach(folded::add);
            } else if (isSpace(part)) {
                folded.add((int) ' ');
            } else if (isJoiner(part)) {
                folded.add(part);
            } else if (!isUnseen(part) && !isAccent(part)) {
                int lower = Character.toLowerCase(Character.toUpperCase(part));
                SPECIAL.getOrDefault(lower, Character.toString(lower)).codePoints().forEach(folded::add);
            }
        });
        return folded;
    }

    private static int kindOf(int folded) {
        if (folded == ' ') {
            return SPACE;
        }
        if (isJoiner(folded)) {
            return JOINER;
        }
        // 3000 to 30FF: marks such as the prolonged sound mark belong to no one script, but to kana text
        if (folded >= 0x3000 && folded <= 0x30ff || WITHOUT_SPACES.contains(UnicodeScript.of(folded))) {
            return OTHER;
        }
        return Character.isLetterOrDigit(folded) || isMark(folded) ? WORD : OTHER;
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85
                || codePoint == 0x2800;
    }

    private static boolean isJoiner(int codePoint) {
        return codePoint == 0x200c || codePoint == 0x200d;
    }

    /** Unicode's Default_Ignorable_Code_Point, control characters, and the letters that only stretch or fill. */
    private static boolean isUnseen(int codePoint) {
        return Character.isIdentifierIgnorable(codePoint)
                || codePoint == 0x34f || codePoint == 0x640
                || codePoint == 0x115f || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xffa0
                || codePoint == 0x17b4 || codePoint == 0x17b5
                || codePoint >= 0x180b && codePoint <= 0x180f
                || codePoint >= 0xfe00 && codePoint <= 0xfe0f
                || codePoint >= 0xfff0 && codePoint <= 0xfff8
                || codePoint >= 0xe0000 && codePoint <= 0xe0fff;
    }

    /** Marks that readers take for decoration. Marks of other scripts are vowels and stay. */
    private static boolean isAccent(int codePoint) {
        if (!isMark(codePoint)) {
            return false;
        }
        switch (UnicodeScript.of(codePoint)) {
            case LATIN:
            case GREEK:
            case CYRILLIC:
            case HEBREW:
            case ARABIC:
            case COMMON:
                return true;
            case INHERITED:
                // the voicing marks of kana are of no script either, and tell one syllable from another
                return codePoint != 0x3099 && codePoint != 0x309a;
            default:
                return false;
        }
    }

    /** Whether a code point belongs to the letter before it. */
    static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static Map<Integer, String> special() {
        Map<Integer, String> special = new HashMap<>();
        "\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u00b4".codePoints().forEach(quote -> special.put(quote, "'"));
        "\u201c\u201d\u201e\u201f\u00ab\u00bb".codePoints().forEach(quote -> special.put(quote, "\""));
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212".codePoints().forEach(dash -> special.put(dash, "-"));
        special.put(0xdf, "ss");
        special.put(0xe6, "ae");
        special.put(0xf8, "o");
        special.put(0x111, "d");
        special.put(0x127, "h");
        special.put(0x142, "l");
        special.put(0x153, "oe");
        special.put(0x167, "t");
        special.put(0x2122, "\u2122");
        special.put(0x2120, "\u2120");
        return special;
    }
}
