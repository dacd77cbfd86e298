package org.dotgate.filter.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.BitSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Text and lists made to be slow or to fill memory. */
class HostileTextTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MANY = 5_000;

    @Test
    void wordsAroundAnEndlessWordShouldBeFound() throws Exception {
        assertThat(found("before\nafter\nxxxx\nx*", "before " + "x".repeat(1 << 20) + " after").cardinality()).isEqualTo(3);
    }

    @Test
    void wordShouldBeFoundWhenMegabytesOfUnseenCharactersStandInIt() throws Exception {
        assertThat(found("viagra", "via" + "\u200b".repeat(10 << 20) + "gra").cardinality()).isEqualTo(1);
    }

    @Test
    void phraseShouldBeFoundWhenMegabytesOfSpaceStandInIt() throws Exception {
        assertThat(found("make money", "make" + " \u00a0\r\n".repeat(2 << 20) + "money").cardinality()).isEqualTo(1);
    }

    @Test
    void searchShouldEndWhenThousandsOfPhrasesBeginAlike() throws Exception {
        String list = phrases("click here ", "");

        assertThat(found(list, "click here 17 ".repeat(100_000)).cardinality()).isEqualTo(1);
    }

    @Test
    void searchShouldEndWhenThousandsOfOpenPhrasesBeginAlike() throws Exception {
        String list = phrases("*aaaaaaaaaaaaaaaa", "*");

        assertThat(found(list, "a".repeat(4 << 20)).cardinality()).isZero();
    }

    @Test
    void searchShouldEndWhenThousandsOfLongWordsDifferInTheirMiddle() throws Exception {
        String list = phrases("abcdefghijklmnop", "abcdefghijklmnop");

        assertThat(found(list, "abcdefghijklmnop12345abcdefghijklmnop ".repeat(100_000)).cardinality()).isZero();
    }

    @Test
    void searchShouldEndWhenThePhraseOverlapsItselfEverywhere() throws Exception {
        assertThat(found("a ".repeat(100).strip() + "\n" + "a ".repeat(99) + "b", "a ".repeat(1 << 20)).cardinality()).isEqualTo(1);
        assertThat(found("*" + "a".repeat(199) + "\n*" + "a".repeat(198) + "b*", "a".repeat(1 << 20)).cardinality()).isEqualTo(1);
    }

    @Test
    void memoryShouldNotGrowWithTheText() throws Exception {
        WordMatcher matcher = matcher("viagra\n*casino*");
        byte[] text = "Viagra and ca\u200bsinos, crème brûlée, 免费. ".repeat(200).getBytes(UTF_8);
        search(matcher, text, 1);

        long allocated = allocated(() -> search(matcher, text, 2_000));

        // for each piece of text a few objects of fixed size, which are gone at once
        assertThat(allocated).isLessThan(64L << 20);
        assertThat(2_000L * text.length).isGreaterThan(14L << 20);
    }

    private static long allocated(Supplier<BitSet> work) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(work.get().cardinality()).isEqualTo(2);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String phrases(String before, String after) {
        return IntStream.range(0, MANY).mapToObj(i -> before + (100_000 + i) + after).collect(Collectors.joining("\n"))
                + (before.endsWith(" ") ? "\n" + before + "17" : "");
    }

    private static BitSet found(String list, String text) throws Exception {
        WordMatcher matcher = matcher(list);
        byte[] octets = text.getBytes(UTF_8);
        return Assertions.assertTimeoutPreemptively(LIMIT, () -> search(matcher, octets, 1));
    }

    private static WordMatcher matcher(String list) throws Exception {
        return WordMatcher.of(WordList.parse(list.getBytes(UTF_8), "list.txt").phrases());
    }

    private static BitSet search(WordMatcher matcher, byte[] text, int times) {
        WordSearch search = matcher.search();
        search.beginBody();
        for (int i = 0; i < times; i++) {
            search.text(text, 0, text.length);
        }
        search.end();
        return search.found();
    }
}
