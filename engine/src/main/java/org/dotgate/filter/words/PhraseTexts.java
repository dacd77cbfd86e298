package org.dotgate.filter.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct folded texts that one engine searches for, numbered from 0, and which phrases each of them stands for:
 * several where phrases differ only in where they count or in their open ends. Filled by one thread, then read by any.
 */
final class PhraseTexts {
    private final List<byte[]> octetLists = new ArrayList<>();
    private final List<int[]> phraseLists = new ArrayList<>();
    private byte[][] octets = {};
    private int[][] phrases = {};
    private int longest;

    /** Adds a text, and gives its number. */
    int add(byte[] folded, int phrase) {
        octetLists.add(folded);
        phraseLists.add(new int[] {phrase});
        longest = Math.max(longest, folded.length);
        return octetLists.size() - 1;
    }

    /** Adds another phrase that a text stands for. */
    void add(int number, int phrase) {
        int[] before = phraseLists.get(number);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = phrase;
        phraseLists.set(number, after);
    }

    /** Ends the filling. */
    void seal() {
        octets = octetLists.toArray(new byte[0][]);
        phrases = phraseLists.toArray(new int[0][]);
        octetLists.clear();
        phraseLists.clear();
    }

    /** How many texts there are. */
    int count() {
        return octets.length;
    }

    /** The length of the longest text in octets. */
    int longest() {
        return longest;
    }

    /** The length of a text in octets. */
    int length(int number) {
        return octets[number].length;
    }

    /** The numbers of the phrases that a text stands for. */
    int[] phrases(int number) {
        return phrases[number];
    }

    /** Whether these octets are the text; keys alone could deceive. */
    boolean isAt(int number, byte[] other, int from, int to) {
        byte[] own = octets[number];
        return Arrays.equals(own, 0, own.length, other, from, to);
    }

    /** As {@link #isAt}, before the filling has ended. */
    boolean isAdded(int number, byte[] other) {
        return Arrays.equals(octetLists.get(number), other);
    }
}
