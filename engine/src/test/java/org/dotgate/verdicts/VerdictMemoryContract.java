package org.dotgate.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.filter.Decision;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link VerdictMemory} does. */
abstract class VerdictMemoryContract {
    static final Envelope ENVELOPE = new Envelope("a@example.org", List.of("x@example.net", "y@example.net"));
    static final Duration REMEMBER = Duration.ofHours(4);

    final ManualTimer timer = new ManualTimer();
    VerdictMemory memory;

    /** A memory of this size, with this timer's time. */
    abstract VerdictMemory create(Duration remember, int size);

    @BeforeEach
    void createMemory() {
        memory = create(REMEMBER, 10_000);
    }

    @Test
    void nothingShouldBeKnownWhenNothingWasPut() throws IOException {
        assertThat(memory.mayKnow(ENVELOPE)).isFalse();
        assertThat(memory.find(message("a"))).isEmpty();
    }

    @Test
    void everyRetryShouldBeAnsweredUntilTheVerdictExpires() throws IOException {
        RememberedVerdict verdict = refused("no");
        memory.put(message("a"), verdict);
        for (int hour = 0; hour < 4; hour++) {
            assertThat(memory.mayKnow(ENVELOPE)).isTrue();
            assertThat(memory.find(message("a"))).containsSame(verdict);
            timer.turn(Duration.ofHours(1));
        }
        assertThat(memory.mayKnow(ENVELOPE)).isFalse();
        assertThat(memory.find(message("a"))).isEmpty();
    }

    @Test
    void verdictShouldBeFoundWhenRecipientsComeInAnotherOrder() throws IOException {
        RememberedVerdict verdict = refused("no");
        memory.put(message("a"), verdict);
        Envelope other = new Envelope("a@EXAMPLE.org", List.of("y@example.net", "x@example.net"));
        assertThat(memory.mayKnow(other)).isTrue();
        assertThat(memory.find(Fingerprint.of(other, new BytesMessage("Date: today\n\na")))).containsSame(verdict);
    }

    @Test
    void otherMessageShouldNotBeFoundWhenOnlyTheEnvelopeIsKnown() throws IOException {
        memory.put(message("a"), refused("no"));
        assertThat(memory.find(message("b"))).isEmpty();
    }

    @Test
    void messagesOfOneEnvelopeShouldExpireEachAtItsTime() throws IOException {
        memory.put(message("a"), refused("a"));
        timer.turn(Duration.ofHours(3));
        memory.put(message("b"), refused("b"));
        timer.turn(Duration.ofHours(1));
        assertThat(memory.find(message("a"))).isEmpty();
        assertThat(memory.find(message("b"))).isPresent();
        assertThat(memory.mayKnow(ENVELOPE)).isTrue();
    }

    @Test
    void laterVerdictShouldTakeThePlaceOfAnEarlierOne() throws IOException {
        memory.put(message("a"), refused("first"));
        timer.turn(Duration.ofHours(3));
        RememberedVerdict second = new RememberedVerdict(Decision.accepted("chain", List.of()), timer.now());
        memory.put(message("a"), second);
        timer.turn(Duration.ofHours(3));
        assertThat(memory.find(message("a"))).containsSame(second);
    }

    @Test
    void nothingShouldBeRememberedWhenTheTimeIsZero() throws IOException {
        memory = create(Duration.ZERO, 10_000);
        memory.put(message("a"), refused("no"));
        assertThat(memory.mayKnow(ENVELOPE)).isFalse();
        assertThat(memory.find(message("a"))).isEmpty();
    }

    static Fingerprint message(String text) throws IOException {
        return Fingerprint.of(ENVELOPE, new BytesMessage("\n" + text));
    }

    RememberedVerdict refused(String reason) {
        return new RememberedVerdict(Decision.refused(Reply.of(550, "5.7.1", reason), "words", false, List.of()), timer.now());
    }
}
