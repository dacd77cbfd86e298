package org.dotgate.benchmarks.words;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** hankcs' double-array Aho-Corasick over folded characters; word boundaries are tested at each hit. */
public final class TrieContender implements Contender {
    private final AhoCorasickDoubleArrayTrie<Integer> trie = new AhoCorasickDoubleArrayTrie<>();
    private final int phrases;
    private final char[] text;

    public TrieContender(Sample sample) {
        text = sample.foldedText().toCharArray();
        List<String> list = sample.phrases();
        phrases = list.size();
        TreeMap<String, Integer> numbers = new TreeMap<>();
        for (int i = 0; i < phrases; i++) {
            numbers.put(list.get(i), i);
        }
        trie.build(numbers);
    }

    @Override
    public String name() {
        return "double-array trie";
    }

    @Override
    public BitSet search() {
        BitSet found = new BitSet(phrases);
        trie.parseText(text, (begin, end, number) -> {
            if ((begin == 0 || !isWord(text[begin - 1])) && (end == text.length || !isWord(text[end]))) {
                found.set(number);
            }
        });
        return found;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
}
