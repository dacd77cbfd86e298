package org.dotgate.benchmarks.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Phrases, and text in which they occur, made from a seed; the same seed makes the same. Words are made of syllables and
 * drawn by Zipf's law, as in a language: the commonest are short and make up most of the text. Two phrases in five are
 * single words that innocent text does not have; the others have two to five words of the vocabulary, and begin with
 * common words, so that one word does not tell whether a phrase begins. Text has sentences, capitals, commas and lines of some 72 characters. ASCII,
 * so that a contender needs no folding beyond lower case.
 */
public final class Sample {
    private static final int VOCABULARY = 30_000;
    private static final int LINE = 72;
    private static final String[] ONSETS = {
        "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "", "br", "ch", "pl", "pr", "sh", "st", "th", "tr"
    };
    private static final String[] NUCLEI = {"a", "e", "i", "o", "u", "ea", "ou", "io", "ai"};
    private static final String[] CODAS = {"", "", "", "n", "r", "s", "t", "d", "l", "ck", "ng", "nt", "st"};

    private final List<String> phrases;
    private final String text;

    private Sample(List<String> phrases, String text) {
        this.phrases = phrases;
        this.text = text;
    }

    /**
     * @param phraseCount how many phrases
     * @param length how many characters of text, about
     * @param wordsBetweenHits after about so many words a phrase is put into the text
     */
    public static Sample of(int phraseCount, int length, int wordsBetweenHits) {
        Random random = new Random(20_260_101);
        List<String> words = words(random);
        List<String> phrases = phrases(phraseCount, words, random);
        return new Sample(phrases, text(length, wordsBetweenHits, words, phrases, random));
    }

    /** Distinct phrases, in lower case, their words set apart by one space. */
    public List<String> phrases() {
        return phrases;
    }

    /** The text as decoded from a message: mixed case, CRLF at line ends. */
    public String text() {
        return text;
    }

    /** The text as a contender needs it that folds nothing itself: lower case, one space for all white space. */
    public String foldedText() {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static List<String> words(Random random) {
        Set<String> known = new HashSet<>();
        List<String> words = new ArrayList<>();
        while (words.size() < VOCABULARY) {
            int rank = words.size();
            int syllables = rank < 150 ? 1 : rank < 3_000 ? 1 + random.nextInt(2) : 2 + random.nextInt(3);
            String word = word(syllables, random);
            if (known.add(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static String word(int syllables, Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(pick(ONSETS, random)).append(pick(NUCLEI, random)).append(pick(CODAS, random));
        }
        return word.toString();
    }

    private static List<String> phrases(int count, List<String> words, Random random) {
        Set<String> known = new HashSet<>();
        List<String> phrases = new ArrayList<>();
        while (phrases.size() < count) {
            String phrase;
            if (random.nextInt(5) < 2) {
                phrase = word(1 + random.nextInt(3), random) + "x" + word(1, random);
            } else {
                StringBuilder several = new StringBuilder(zipf(words, random));
                int more = 1 + random.nextInt(random.nextInt(4) + 1);
                for (int i = 0; i < more; i++) {
                    several.append(' ').append(i == 0 ? words.get(random.nextInt(VOCABULARY)) : zipf(words, random));
                }
                phrase = several.toString();
            }
            if (known.add(phrase)) {
                phrases.add(phrase);
            }
        }
        return phrases;
    }

    private static String text(int length, int between, List<String> words, List<String> phrases, Random random) {
        StringBuilder text = new StringBuilder(length + 100);
        int lineStart = 0;
        boolean sentenceStart = true;
        while (text.length() < length) {
            String next = random.nextInt(between) == 0
                    ? phrases.get(random.nextInt(phrases.size()))
                    : zipf(words, random);
            for (String word : next.split(" ")) {
                text.append(sentenceStart ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
                sentenceStart = false;
                if (text.length() - lineStart > LINE) {
                    text.append("\r\n");
                    lineStart = text.length();
                } else {
                    text.append(' ');
                }
            }
            int mark = random.nextInt(20);
            if (mark < 2) {
                text.setLength(text.length() - (text.charAt(text.length() - 1) == '\n' ? 2 : 1));
                text.append(mark == 0 ? ". " : ", ");
                sentenceStart = mark == 0;
            }
        }
        return text.toString();
    }

    /** Draws a word so that the one of rank r comes about 1/r as often as the first. */
    private static String zipf(List<String> words, Random random) {
        int rank = (int) Math.exp(random.nextDouble() * Math.log(words.size())) - 1;
        return words.get(rank);
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
