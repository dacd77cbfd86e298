package org.dotgate.benchmarks.similar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.dotgate.mime.MessageVisitor;
import org.dotgate.mime.MimeLimits;
import org.dotgate.mime.MimeWalker;

/**
 * The words of a message's subject and of its text as a reader sees it, those with a digit left out. By this, and not by
 * what is measured, two messages are told to say different things. Immutable.
 */
final class Said {
    /** Two messages say different things if so many words are in one and not in the other. */
    static final int DIFFERENT = 10;

    private final int[] words;

    Said(Mail mail) {
        Set<Integer> all = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        try {
            MimeWalker.walk(new ByteArrayInputStream(mail.octets()), MimeLimits.DEFAULT, new MessageVisitor() {
                @Override
                public void field(int depth, String name, String value) {
                    if (name.equalsIgnoreCase("subject")) {
                        text.append(value).append('\n');
                    }
                }

                @Override
                public void text(char[] chars, int from, int to) {
                    text.append(chars, from, to - from);
                }

                @Override
                public void endOfText() {
                    text.append('\n');
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String word : text.toString().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+")) {
            if (!word.isEmpty() && word.chars().noneMatch(Character::isDigit)) {
                all.add(word.hashCode());
            }
        }
        words = all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether so many words are in one and not in the other that they are no variants of one message. */
    boolean differsFrom(Said other) {
        int common = 0;
        for (int i = 0, j = 0; i < words.length && j < other.words.length; ) {
            if (words[i] == other.words[j]) {
                common++;
                i++;
                j++;
            } else if (words[i] < other.words[j]) {
                i++;
            } else {
                j++;
            }
        }
        return words.length + other.words.length - 2 * common >= DIFFERENT;
    }

    @Override
    public String toString() {
        return Arrays.toString(words);
    }
}
