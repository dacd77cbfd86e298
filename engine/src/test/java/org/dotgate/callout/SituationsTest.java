package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dotgate.callout.answer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link CalloutService#ask} answers at once in every situation, and whether somebody is asked for it. */
class SituationsTest extends CalloutRig {
    private static final String OTHER = "ben@example.org";
    private static final String WORK = "1 1767225600000 %d 0 mx.example.net anna@example.org";

    private static Arguments row(String label, Consumer<SituationsTest> before, String answer, int soft, int hard) {
        return Arguments.of(label, before, answer, soft, hard);
    }

    /** How it came about, what is answered, and how many soft and hard attempts that has begun. */
    static Stream<Arguments> situations() {
        return Stream.of(
                row("nothing is known", rig -> {}, "nothing", 1, 0),
                row("it was found", rig -> rig.know(ANNA, FakeProber.result(Answer.FOUND)), "found", 0, 0),
                row("it was not found", rig -> rig.know(ANNA, FakeProber.result(Answer.NOT_FOUND)), "not_found", 0, 0),
                row("the host refused us", rig -> rig.know(ANNA, FakeProber.result(Answer.REFUSED)), "refused", 0, 0),
                row("it was found, in other letters", rig -> rig.know("Anna@Example.ORG", FakeProber.result(Answer.FOUND)), "found", 0, 0),
                row("it was not found, in other letters",
                        rig -> rig.know("Anna@Example.ORG", FakeProber.result(Answer.NOT_FOUND)), "not_found", 0, 0),
                row("one with a tag was found", rig -> rig.know("anna+x@example.org", FakeProber.result(Answer.FOUND)), "found", 0, 0),
                row("one with a tag was not found",
                        rig -> rig.know("anna+x@example.org", FakeProber.result(Answer.NOT_FOUND)), "nothing", 1, 0),
                row("another node found it", rig -> {
                    Node other = rig.new Node(rig.memory, settings());
                    other.ask(ANNA);
                    other.tell(Answer.FOUND);
                }, "found", 0, 0),
                row("it was not found, 12 hours ago", rig -> {
                    rig.know(ANNA, FakeProber.result(Answer.NOT_FOUND));
                    rig.turn("PT12H");
                }, "nothing", 1, 0),
                row("it was not found, almost 12 hours ago", rig -> {
                    rig.know(ANNA, FakeProber.result(Answer.NOT_FOUND));
                    rig.turn("PT11H59M");
                }, "not_found", 0, 0),
                row("it was found, almost 7 days ago", rig -> {
                    rig.know(ANNA, FakeProber.result(Answer.FOUND));
                    rig.turn("PT167H");
                }, "found", 0, 1),
                row("it was found, 6 days ago", rig -> {
                    rig.know(ANNA, FakeProber.result(Answer.FOUND));
                    rig.turn("PT144H");
                }, "found", 0, 0),
                row("the domain takes every address", rig -> rig.know(OTHER, FakeProber.result(Answer.CATCH_ALL)), "catch_all", 0, 0),
                row("the domain took every address, almost 7 days ago", rig -> {
                    rig.know(OTHER, FakeProber.result(Answer.CATCH_ALL));
                    rig.turn("PT167H");
                }, "catch_all", 0, 1),
                row("the domain takes no mail",
                        rig -> rig.know(OTHER, FakeProber.result(Answer.UNROUTABLE).domainWide(true)), "unroutable", 0, 0),
                row("the domain refuses us, whatever we ask",
                        rig -> rig.know(OTHER, FakeProber.result(Answer.REFUSED).domainWide(true)), "refused", 0, 0),
                row("the domain refused us, about another address",
                        rig -> rig.know(OTHER, FakeProber.result(Answer.REFUSED)), "nothing", 1, 0),
                row("the domain refused us, 12 hours ago", rig -> {
                    rig.know(OTHER, FakeProber.result(Answer.REFUSED).domainWide(true));
                    rig.turn("PT12H");
                }, "nothing", 1, 0),
                row("the domain tells addresses apart",
                        rig -> rig.know(OTHER, FakeProber.result(Answer.FOUND).tellsAddressesApart(true)), "nothing", 1, 0),
                row("a hard attempt is under way", rig -> rig.here.prepare(ANNA), "pending", 0, 0),
                row("a hard attempt waits in the store", rig -> rig.work(rig.timer.now().toEpochMilli()), "pending", 0, 0),
                row("a hard attempt is put off", rig -> rig.work(rig.timer.now().plus(Duration.ofMinutes(30)).toEpochMilli()),
                        "pending", 0, 0),
                row("a hard attempt should have been made long ago", rig -> {
                    rig.work(rig.timer.now().toEpochMilli());
                    rig.timer.turn(Duration.ofMinutes(26));
                }, "unknown", 0, 1),
                row("the hard attempt told nothing, either", rig -> {
                    rig.here.prepare(ANNA);
                    rig.here.tell(Answer.UNKNOWN);
                }, "unknown", 0, 0),
                row("the hard attempt told nothing, an hour ago", rig -> {
                    rig.here.prepare(ANNA);
                    rig.here.tell(Answer.UNKNOWN);
                    rig.turn("PT1H");
                }, "nothing", 1, 0),
                row("hardly any sender of the domain exists", rig -> {
                    for (int i = 0; i < 20; i++) {
                        rig.know("anna" + i + "@example.org", FakeProber.result(Answer.NOT_FOUND));
                    }
                }, "unknown", 0, 0),
                row("hardly any sender of the domain existed, an hour ago", rig -> {
                    for (int i = 0; i < 20; i++) {
                        rig.know("anna" + i + "@example.org", FakeProber.result(Answer.NOT_FOUND));
                    }
                    rig.turn("PT1H");
                }, "nothing", 1, 0),
                row("everybody refuses us", rig -> {
                    for (int i = 0; i < 10; i++) {
                        rig.know("anna@" + i + ".example.com", FakeProber.result(Answer.REFUSED).mx("mx" + i + ".example.com"));
                    }
                }, "unknown", 0, 0),
                row("another node asks", rig -> rig.new Node(rig.memory, settings()).ask(ANNA), "nothing", 0, 0),
                row("a node that asked has died, half a minute ago", rig -> {
                    Node other = rig.new Node(rig.memory, settings());
                    other.ask(ANNA);
                    other.die();
                    rig.turn("PT30S");
                }, "nothing", 1, 0),
                row("the store fails", rig -> rig.memory.fail("disk full"), "nothing", 1, 0),
                row("the store fails, and it was found before", rig -> {
                    rig.know(ANNA, FakeProber.result(Answer.FOUND));
                    rig.memory.fail("disk full");
                    rig.turn("PT10M");
                }, "found", 0, 0),
                row("what is stored cannot be read", rig -> {
                    rig.memory.replace("callouts", ANNA, null, "dotgate callout 2\n", rig.timer.now().plusSeconds(60));
                    rig.memory.replace("callout-domains", "example.org", null, "2", rig.timer.now().plusSeconds(60));
                    rig.memory.replace("callout-work", ANNA, null, "2", rig.timer.now().plusSeconds(60));
                }, "nothing", 1, 0));
    }

    private void work(long due) {
        memory.replace("callout-work", ANNA, null, String.format(WORK, due), timer.now().plus(Duration.ofDays(2)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("situations")
    void answerShouldBe(String label, Consumer<SituationsTest> before, String answer, int soft, int hard) {
        before.accept(this);
        int asked = here.asked();

        CompletableFuture<CalloutResult> given = here.ask(ANNA);

        assertThat(text(given)).isEqualTo(answer);
        long hardNow = here.prober.asked().stream().skip(asked).filter(FakeProber.Asked::isHard).count();
        assertThat(hardNow).as("hard attempts").isEqualTo(hard);
        assertThat(here.asked() - asked - hardNow).as("soft attempts").isEqualTo(soft);
    }

    @Test
    void answerShouldBeThereWhenTheCallReturnsAndCostNoLookAtTheStoreIfItIsInMemory() {
        know(ANNA, FakeProber.result(Answer.FOUND));
        int gets = store.gets;

        CompletableFuture<CalloutResult> answer = here.service.ask(settings(), question(ANNA));

        assertThat(text(answer)).isEqualTo("found");
        assertThat(store.gets).isEqualTo(gets);
        assertThat(here.workers.waiting()).isZero();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @MethodSource("hopeless")
    void addressThatCannotBeAskedAboutShouldBeUnknown(String address) {
        assertThat(text(here.ask(address))).isEqualTo("unknown");
        here.prepare(address);

        assertThat(here.asked()).isZero();
        assertThat(now(here.service.record(address))).isEmpty();
        assertThat(now(here.service.forget(address))).isFalse();
    }

    static Stream<String> hopeless() {
        return Stream.of("", "anna", "anna@", "@example.org", "@", "a".repeat(310) + "@example.org");
    }
}
