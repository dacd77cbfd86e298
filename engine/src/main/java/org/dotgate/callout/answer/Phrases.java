package org.dotgate.callout.answer;

import java.util.ArrayList;
import java.util.List;

/**
 * Phrases, one of which a text may hold as whole words: {@code user unknown}. A star at the end lets the last word go on:
 * {@code greylist*} is in {@code greylisted}, too. Immutable.
 */
final class Phrases {
    private final List<String> sought;

    private Phrases(List<String> sought) {
        this.sought = List.copyOf(sought);
    }

    /**
     * @param phrases in the form of {@link ReplyText#words}, such as {@code doesnt exist}
     * @throws IllegalArgumentException if one is not, since it would never be found
     */
    static Phrases of(String... phrases) {
        List<String> sought = new ArrayList<>();
        for (String phrase : phrases) {
            boolean open = phrase.endsWith("*");
            String words = " " + (open ? phrase.substring(0, phrase.length() - 1) : phrase + " ");
            if (!ReplyText.words(words).stripTrailing().equals(words.stripTrailing()) || words.isBlank()) {
                throw new IllegalArgumentException("'" + phrase + "' would never be found");
            }
            sought.add(words);
        }
        return new Phrases(sought);
    }

    /** Both. */
    Phrases and(Phrases others) {
        List<String> all = new ArrayList<>(sought);
        all.addAll(others.sought);
        return new Phrases(all);
    }

    /** @param words as of {@link ReplyText#words()} */
    boolean areIn(String words) {
        for (String phrase : sought) {
            if (words.contains(phrase)) {
                return true;
            }
        }
        return false;
    }
}
