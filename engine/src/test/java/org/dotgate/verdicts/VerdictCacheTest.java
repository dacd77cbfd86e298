package org.dotgate.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Envelope;
import org.junit.jupiter.api.Test;

class VerdictCacheTest extends VerdictMemoryContract {
    @Override
    VerdictCache create(Duration remember, int size) {
        return new VerdictCache(remember, size, timer);
    }

    @Test
    void memoryShouldStayBoundedWhenManyEnvelopesAreRemembered() throws IOException {
        VerdictCache cache = create(REMEMBER, 50);
        for (int i = 0; i < 1000; i++) {
            Envelope envelope = new Envelope("a" + i + "@example.org", List.of("x@example.net"));
            cache.put(Fingerprint.of(envelope, new BytesMessage("\nx")), refused("no"));
        }
        assertThat(cache.size()).isBetween(1L, 50L);
    }

    @Test
    void memoryShouldStayBoundedAndKeepTheYoungestWhenOneEnvelopeIsRememberedOften() throws IOException {
        VerdictCache cache = create(REMEMBER, 10_000);
        for (int i = 0; i < 1000; i++) {
            cache.put(message("text " + i), refused("no"));
        }
        assertThat(cache.size()).isEqualTo(100);
        assertThat(cache.find(message("text 999"))).isPresent();
        assertThat(cache.find(message("text 899"))).isEmpty();
    }

    @Test
    void expiredVerdictsShouldBeGivenUpWhenOthersComeUnderTheirEnvelope() throws IOException {
        VerdictCache cache = create(REMEMBER, 10_000);
        for (int hour = 0; hour < 100; hour++) {
            cache.put(message("text " + hour), refused("no"));
            timer.turn(Duration.ofHours(1));
        }
        assertThat(cache.size()).isEqualTo(4);
    }
}
