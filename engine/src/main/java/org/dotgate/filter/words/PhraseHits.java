package org.dotgate.filter.words;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/** In how many messages each phrase of a list has been found, since the list was read. Thread-safe, without a lock. */
final class PhraseHits {
    private final List<Phrase> phrases;
    private final AtomicLongArray counts;

    PhraseHits(List<Phrase> phrases) {
        this.phrases = phrases;
        this.counts = new AtomicLongArray(phrases.size());
    }

    /** @param found the numbers of the phrases that one message has */
    void add(BitSet found) {
        for (int phrase = found.nextSetBit(0); phrase >= 0; phrase = found.nextSetBit(phrase + 1)) {
            counts.incrementAndGet(phrase);
        }
    }

    /** The phrases found most often, as they are written; those never found are left out. */
    Map<String, Long> most(int most) {
        PriorityQueue<long[]> leastFirst = new PriorityQueue<>(Comparator.comparingLong(entry -> entry[0]));
        for (int phrase = 0; phrase < counts.length(); phrase++) {
            long count = counts.get(phrase);
            if (count > 0 && (leastFirst.size() < most || count > leastFirst.element()[0])) {
                leastFirst.add(new long[] {count, phrase});
                if (leastFirst.size() > most) {
                    leastFirst.remove();
                }
            }
        }
        Deque<long[]> mostFirst = new ArrayDeque<>();
        while (!leastFirst.isEmpty()) {
            mostFirst.push(leastFirst.remove());
        }
        Map<String, Long> hits = new LinkedHashMap<>();
        mostFirst.forEach(entry -> hits.put(phrases.get((int) entry[1]).written(), entry[0]));
        return hits;
    }
}
