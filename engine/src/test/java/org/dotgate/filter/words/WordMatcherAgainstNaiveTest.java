package org.dotgate.filter.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The matcher beside one that is too simple to be wrong, on random phrases and text. */
class WordMatcherAgainstNaiveTest {
    private static final String[] ASCII = {"a", "b", "B", "c", "1", " ", " ", " ", "\r\n", "  ", "-", ".", ",", "'"};
    private static final String[] ANY = {
        "a", "b", "A", "\u00e9", "e\u0301", "\u00d6", "\u00df", "\u03a3", "\u03c2", "\u043b", "\u041b", "\u65e5", "\u672c", "\u0e01",
        "\ud83d\udcb0", "\uff21", "\u200b", "\u00ad", "\u00a0", " ", " ", " ", "\r\n", "-", "!"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void bothShouldFindTheSame(int seed) throws Exception {
        Random random = new Random(seed);
        String[] alphabet = seed % 2 == 0 ? ASCII : ANY;
        Set<String> list = new TreeSet<>();
        while (list.size() < 400) {
            String phrase = random(alphabet, 1 + random.nextInt(seed % 3 == 0 ? 30 : 6), random).replaceAll("\\s+", " ").strip();
            String open = (random.nextInt(6) == 0 ? "*" : "") + phrase + (random.nextInt(6) == 0 ? "*" : "");
            if (!NaiveMatcher.fold(phrase).isBlank()) {
                list.add(open);
            }
        }
        List<Phrase> phrases = WordList.parse(String.join("\n", list).getBytes(UTF_8), "random").phrases();
        WordMatcher matcher = WordMatcher.of(phrases);
        for (int round = 0; round < 60; round++) {
            String text = random(alphabet, round == 0 ? 30_000 : 300, random);

            assertThat(found(matcher, text, random)).as(text).isEqualTo(NaiveMatcher.find(phrases, text));
        }
    }

    private static BitSet found(WordMatcher matcher, String text, Random random) {
        WordSearch search = matcher.search();
        search.beginBody();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(2_000));
            if (Character.isHighSurrogate(text.charAt(to - 1)) && to < text.length()) {
                to++;
            }
            byte[] piece = text.substring(from, to).getBytes(UTF_8);
            search.text(piece, 0, piece.length);
            from = to;
        }
        search.end();
        return search.found();
    }

    private static String random(String[] alphabet, int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    /** Folds the whole text at once, and tries every phrase at every position. */
    private static final class NaiveMatcher {
        static BitSet find(List<Phrase> phrases, String text) {
            String folded = fold(text).stripLeading();
            BitSet found = new BitSet();
            for (int i = 0; i < phrases.size(); i++) {
                Phrase phrase = phrases.get(i);
                String wanted = fold(phrase.text()).strip();
                for (int at = folded.indexOf(wanted); at >= 0 && !found.get(i); at = folded.indexOf(wanted, at + 1)) {
                    int end = at + wanted.length();
                    boolean startFits = phrase.openStart() || !isWord(wanted.codePointAt(0))
                            || at == 0 || !isWord(folded.codePointBefore(at));
                    boolean endFits = phrase.openEnd() || !isWord(wanted.codePointBefore(wanted.length()))
                            || end == folded.length() || !isWord(folded.codePointAt(end));
                    found.set(i, startFits && endFits);
                }
            }
            return found;
        }

        static String fold(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFKD)
                    .replaceAll("[\u0300-\u036f\u200b\u00ad]", "")
                    .toLowerCase(Locale.ROOT)
                    .replace("\u00df", "ss")
                    .replace('\u03c2', '\u03c3')
                    .replaceAll("\\s+", " ");
        }

        private static boolean isWord(int codePoint) {
            Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
            return Character.isLetterOrDigit(codePoint)
                    && script != Character.UnicodeScript.HAN
                    && script != Character.UnicodeScript.THAI;
        }
    }
}
