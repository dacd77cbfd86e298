package org.dotgate.hooks.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a repository, while others look through it and change it. */
class KeptKeysTest {
    private final KeptKeys keys = new KeptKeys(5);

    private void look(String... seen) {
        keys.begin();
        keys.seen(List.of(seen));
        keys.end();
    }

    private List<String> all() {
        return keys.page(0, 100);
    }

    @Test
    void newestShouldComeFirst() {
        look("b", "d", "a", "c");

        assertThat(all()).containsExactly("d", "c", "b", "a");
        assertThat(keys.page(1, 2)).containsExactly("c", "b");
        assertThat(keys.page(4, 2)).isEmpty();
        assertThat(keys.count()).isEqualTo(4);
    }

    @Test
    void keptKeyShouldStayWhenTheLookThatGoesOnDoesNotTellIt() {
        look("a");
        keys.begin();
        keys.kept("b");
        assertThat(all()).containsExactly("b", "a");
        keys.seen(List.of("a"));
        keys.end();

        assertThat(all()).containsExactly("b", "a");
    }

    @Test
    void removedKeyShouldStayAwayWhenTheLookThatGoesOnStillTellsIt() {
        look("a", "b");
        keys.begin();
        keys.gone("b");
        assertThat(all()).containsExactly("a");
        keys.seen(List.of("a", "b"));
        keys.end();

        assertThat(all()).containsExactly("a");
    }

    @Test
    void keyShouldBeThereWhenItIsKeptAgainAfterItWasRemoved() {
        look("a");
        keys.begin();
        keys.gone("a");
        keys.kept("a");
        keys.seen(List.of("a"));
        keys.end();

        assertThat(all()).containsExactly("a");
    }

    @Test
    void foreignChangesShouldBeKnownWhenALookHasEnded() {
        look("a", "b");
        keys.begin();
        keys.seen(List.of("a", "c"));
        assertThat(all()).as("until its end, nothing is gone").containsExactly("c", "b", "a");
        keys.end();

        assertThat(all()).containsExactly("c", "a");
    }

    @Test
    void nothingShouldBeForgottenWhenALookIsAbandoned() {
        look("a", "b");
        keys.begin();
        keys.seen(List.of("c"));
        keys.abandon();

        assertThat(all()).containsExactly("c", "b", "a");
        look("a");
        assertThat(all()).containsExactly("a");
    }

    @Test
    void newestShouldBeKnownWhenThereAreMoreThanThereIsRoomFor() {
        look("c", "h", "a", "e", "g", "b", "f", "d");

        assertThat(all()).containsExactly("h", "g", "f", "e", "d");
        assertThat(keys.count()).isEqualTo(8);
        keys.kept("i");
        assertThat(all()).containsExactly("i", "h", "g", "f", "e");
        assertThat(keys.count()).isEqualTo(9);
        keys.gone("c9");
        assertThat(keys.count()).as("nobody knows that there ever was such a one").isEqualTo(9);
        keys.removed("b");
        assertThat(keys.count()).as("one less of those beyond").isEqualTo(8);
        keys.gone("i");
        keys.kept("c2");
        assertThat(all()).as("no key from below another that was left out").containsExactly("h", "g", "f", "e");
        assertThat(keys.count()).isEqualTo(8);
    }

    @Test
    void keysShouldHaveNoGapWhenTheNewestWereRemovedByOthers() {
        look("a", "b", "c", "d", "e", "f", "g");
        keys.begin();
        keys.seen(List.of("a", "b", "c", "d", "e"));
        keys.end();

        assertThat(all()).containsExactly("e", "d", "c");
        assertThat(keys.count()).isEqualTo(5);
        look("a", "b", "c", "d", "e");
        assertThat(all()).containsExactly("e", "d", "c", "b", "a");
    }

    /** A repository of which a look sees each key at another moment, and of which Dotgate is told a little later, or sooner. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingShouldBeKnownWhateverHappensDuringLooks(int seed) {
        Random random = new Random(seed);
        KeptKeys roomy = new KeptKeys(1000);
        TreeSet<String> there = new TreeSet<>();
        for (int round = 0; round < 300; round++) {
            List<String> listed = new ArrayList<>(there);
            Collections.shuffle(listed, random);
            // half of the repositories list what was there at first, the others what is there when it is come to
            boolean late = random.nextBoolean();
            roomy.begin();
            for (String key : listed) {
                change(roomy, there, random);
                if (!late || there.contains(key)) {
                    roomy.seen(List.of(key));
                }
                assertThat(roomy.page(0, 1000)).as("round %s: what is there now", round).containsAll(there);
            }
            String byOthers = there.isEmpty() ? "none" : there.first();
            if (random.nextInt(10) == 0) {
                there.remove(byOthers);
                roomy.abandon();
            } else {
                roomy.end();
            }
        }
        roomy.begin();
        roomy.seen(List.copyOf(there));
        roomy.end();

        assertThat(roomy.page(0, 1000)).containsExactlyElementsOf(there.descendingSet());
        assertThat(roomy.count()).isEqualTo(there.size());
    }

    private static void change(KeptKeys keys, TreeSet<String> there, Random random) {
        String key = "k" + random.nextInt(40);
        if (random.nextBoolean()) {
            there.add(key);
            keys.kept(key);
        } else {
            there.remove(key);
            keys.gone(key);
            assertThat(keys.page(0, 1000)).doesNotContain(key);
        }
    }

    @Test
    void allShouldBeGoneThroughWhenTheyAreMoreThanAStep() {
        KeptKeys roomy = new KeptKeys(5000);
        List<String> many = IntStream.range(1000, 4000).mapToObj(at -> "k" + at).collect(Collectors.toList());
        roomy.begin();
        roomy.seen(many);
        roomy.end();
        assertThat(roomy.page(0, 5000)).hasSize(3000).startsWith("k3999", "k3998").endsWith("k1001", "k1000");
        assertThat(roomy.page(499, 3)).containsExactly("k3500", "k3499", "k3498");
        assertThat(roomy.page(2998, 100)).containsExactly("k1001", "k1000");
        assertThat(roomy.page(3000, 100)).isEmpty();
        roomy.begin();
        roomy.seen(many.subList(2500, 2502));
        roomy.end();

        assertThat(roomy.page(0, 5000)).containsExactly("k3501", "k3500");
    }
}
