package org.dotgate.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.dotgate.mail.BytesMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every {@link Match}, and for messages made to cost time or memory, or to be taken for others. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LikenessTest {
    private static final String MESSAGE = "Received: from a\n\tby b; today\nFrom: a@example.org\nSubject: Hello you there\n\n"
            + "This is a text of some words, as long as it takes to be compared\n";

    @ParameterizedTest
    @EnumSource(Match.class)
    void textShouldFitTheStoreAndComeBackAsItWas(Match match) throws IOException {
        Likeness likeness = of(match, MESSAGE);
        assertThat(likeness.toString()).matches("[" + match.name().toLowerCase().charAt(match == Match.EXACT ? 1 : 0) + "][A-Za-z0-9_-]{0,63}");
        assertThat(Likeness.parse(likeness.toString())).isEqualTo(likeness).hasSameHashCodeAs(likeness);
        assertThat(Likeness.parse(likeness.toString()).isLike(likeness)).isTrue();
    }

    @Test
    void likenessesShouldBeUnlikeWhenMadeForDifferentMatches() throws IOException {
        for (Match one : Match.values()) {
            for (Match other : Match.values()) {
                assertThat(of(one, MESSAGE).isLike(of(other, MESSAGE))).isEqualTo(one == other);
            }
        }
    }

    @ParameterizedTest(name = "{0}: envelope {3}, exact {4}, canonical {5}, similar {6}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing          | today    | today    | true | true  | true  | true
            our Received     | today    | tomorrow | true | true  | true  | true
            another field    | From     | X-A: b~From | true | false | true  | true
            line ends        | as long  | as~long  | true | false | true  | true
            a word           | compared | measured | true | false | false | true
            all words        | This is a text of some words | Nobody knows any better what cats drink | true | false | false | false
            """)
    void retryShouldBeLikeTheFirstWhenTheMatchAllowsADifferenceIn(String what, String from, String to, boolean envelope,
            boolean exact, boolean canonical, boolean similar) throws IOException {
        String other = MESSAGE.replace(from, to.replace('~', '\n'));
        assertThat(of(Match.ENVELOPE, other).isLike(of(Match.ENVELOPE, MESSAGE))).isEqualTo(envelope);
        assertThat(of(Match.EXACT, other).isLike(of(Match.EXACT, MESSAGE))).isEqualTo(exact);
        assertThat(of(Match.CANONICAL, other).isLike(of(Match.CANONICAL, MESSAGE))).isEqualTo(canonical);
        assertThat(of(Match.SIMILAR, other).isLike(of(Match.SIMILAR, MESSAGE))).isEqualTo(similar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "sA", "x", "sI-ABCDEFGHIJ", "s!aaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"})
    void textOfAnyKindShouldBeComparedWithoutHarm(String text) throws IOException {
        Likeness odd = Likeness.parse(text);
        assertThat(odd.isLike(odd)).isTrue();
        assertThat(odd.isLike(of(Match.SIMILAR, MESSAGE))).isFalse();
        assertThat(of(Match.SIMILAR, MESSAGE).isLike(odd)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            one-letter words           | a b c d e f g h i j
            different words            | %w
            a word without end         | a
            a number without end       | 7
            a link without end         | http://a.example/x
            links                      | http://h%n.example/%w
            addresses                  | a%n@h%n.example
            schemes                    | a://
            encoded schemes            | https://a.example/?%3A%2F%2F
            at signs                   | @
            dots                       | a.
            slashes                    | a/
            references                 | &#1;
            8-bit garbage              | \u00e2\u0082\u00ff\u0001
            ideographs                 | \u4f60\u597d
            emoji                      | \ud83d\ude00
            combining marks            | a\u0301\u0301
            zero-width                 | \u200b\u200d
            """)
    void messageShouldBeKnownInTimeWhenItIsMadeOf(String what, String piece) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("Subject: x\n\n");
        boolean spaced = what.endsWith("words") || what.equals("links") || what.equals("addresses");
        while (text.length() < 2_000_000) {
            text.append(piece.replace("%w", Long.toString(random.nextLong(), 36).replaceAll("[0-9-]", "z")).replace("%n", "" + random.nextInt(1_000_000)));
            text.append(spaced ? " " : "");
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        Likeness likeness = Likenesses.of(Match.SIMILAR, new BytesMessage(octets));
        assertThat(likeness.toString()).hasSizeLessThanOrEqualTo(Likeness.MAX_TEXT);
        assertThat(Likenesses.of(Match.SIMILAR, new BytesMessage(octets))).isEqualTo(likeness);
    }

    @Test
    void hostsShouldCountEachWhenThereAreMoreThanAreHeld() throws IOException {
        StringBuilder links = new StringBuilder("Subject: one two three four five six seven\n\n");
        for (int i = 0; i < 10_000; i++) {
            links.append("http://h").append(i).append(".example/ ");
        }
        Likeness likeness = of(Match.SIMILAR, links.toString());
        assertThat(likeness.isLike(of(Match.SIMILAR, links + "http://h10000.example/ "))).isFalse();
        assertThat(likeness.isLike(of(Match.SIMILAR, links + "http://h17.example/ "))).isTrue();
        assertThat(likeness.isLike(of(Match.SIMILAR, links.toString()))).isTrue();
    }

    @Test
    void attachmentShouldPassThroughWhenItIsLarge() throws IOException {
        String bomb = "From: a@example.org\nSubject: one two three four five six\nContent-Type: application/zip; name=a.zip\n"
                + "Content-Transfer-Encoding: base64\n\n" + ("QUFB".repeat(18) + "\n").repeat(200_000);
        assertThat(of(Match.SIMILAR, bomb).toString()).hasSize(64);
        assertThat(of(Match.SIMILAR, bomb).isLike(of(Match.SIMILAR, bomb + "QUFC\n"))).isFalse();
    }

    @Test
    void featuresShouldBeCountedOnceUntilTheSetIsFull() {
        FeatureSet set = new FeatureSet();
        for (int i = 0; i < FeatureSet.MOST; i++) {
            assertThat(set.add(i)).isTrue();
            assertThat(set.add(i)).isFalse();
        }
        assertThat(set.add(-1)).isTrue();
        assertThat(set.add(-2)).isTrue();
        assertThat(set.add(-2)).as("when it is full").isTrue();
        assertThat(set.add(17)).isFalse();
    }

    private static Likeness of(Match match, String message) throws IOException {
        return Likenesses.of(match, new BytesMessage(message));
    }
}
