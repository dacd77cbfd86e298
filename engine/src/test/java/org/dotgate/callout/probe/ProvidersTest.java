package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of providers, and who counts as one. */
class ProvidersTest {
    private static final PerMx MOST = new PerMx(2, 30);

    private final ManualTimer timer = new ManualTimer();
    private final Providers providers = new Providers(timer);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            two labels                    | example.org                  | example.org
            more labels                   | mx1.in.Example.ORG.          | example.org
            a shared second level         | mx.mail.example.co.uk        | example.co.uk
            nothing below a shared one    | example.co.uk                | example.co.uk
            a country with no second one  | mx.example.de                | example.de
            co, but of no country         | mx.co.example                | co.example
            one label                     | localhost                    | localhost
            an IPv4 address               | 192.0.2.25                   | 192.0.2.25
            an IPv6 address               | 2001:db8::25                 | 2001:db8::25
            dots only                     | ...                          | ''
            control and other characters  | 'mx.exämple<b>.org'          | ex?mple<b>.org
            """)
    void hostShouldBelongToItsProvider(String label, String host, String provider) {
        assertThat(ProviderName.of(host)).isEqualTo(provider);
    }

    @Test
    void answersShouldBeCountedByProviderAndInAll() {
        answer("mx1.example.org", Answer.FOUND);
        answer("mx2.example.org", Answer.FOUND);
        answer("mx.example.net", Answer.NOT_FOUND);
        answer("", Answer.UNROUTABLE);

        assertThat(figures("example.org").answers()).containsEntry(Answer.FOUND, 2L).containsEntry(Answer.NOT_FOUND, 0L);
        assertThat(figures("example.net").answers()).containsEntry(Answer.NOT_FOUND, 1L);
        assertThat(providers.figures()).hasSize(2);
        assertThat(providers.answers()).containsEntry(Answer.FOUND, 2L).containsEntry(Answer.NOT_FOUND, 1L)
                .containsEntry(Answer.UNROUTABLE, 1L).containsEntry(Answer.REFUSED, 0L);
    }

    @Test
    void connectionShouldBeCountedUntilItIsLeftOnce() {
        MxLimits.Place first = providers.connected("mx1.example.org", MOST, () -> {});
        MxLimits.Place second = providers.connected("mx2.example.org", MOST, () -> {});
        assertThat(figures("example.org").connections()).isEqualTo(2);

        first.leave();
        first.leave();
        assertThat(figures("example.org").connections()).isEqualTo(1);
        second.leave();
        assertThat(figures("example.org").connections()).isZero();
    }

    @Test
    void startsShouldBeThoseOfTheLastMinute() {
        providers.connected("mx.example.org", MOST, () -> {});
        timer.turn(Duration.ofSeconds(50));
        providers.connected("mx.example.org", MOST, () -> {});
        assertThat(figures("example.org").perMinute()).isEqualTo(2);

        timer.turn(Duration.ofSeconds(10));
        assertThat(figures("example.org").perMinute()).isEqualTo(1);
        timer.turn(Duration.ofDays(365));
        assertThat(figures("example.org").perMinute()).isZero();
    }

    @Test
    void busiestShouldBeTheHostThatIsNearestToALimit() {
        assertThat(providers.figures()).isEmpty();
        answer("mx0.example.org", Answer.FOUND);
        assertThat(figures("example.org").busiest()).isEmpty();

        MxLimits.Place connection = providers.connected("MX1.example.org.", MOST, () -> {});
        for (int i = 0; i < 20; i++) {
            providers.connected("mx2.example.org", MOST, () -> {}).leave();
        }
        assertUse("mx2.example.org", 0, 20);

        providers.connected("mx1.example.org", MOST, () -> {});
        assertUse("mx1.example.org", 2, 2);

        connection.leave();
        assertUse("mx2.example.org", 0, 20);
        timer.turn(Duration.ofMinutes(1));
        assertUse("mx1.example.org", 1, 0);
        assertThat(figures("example.org").perMinute()).isZero();
    }

    private void assertUse(String mx, int connections, int perMinute) {
        MxUse use = figures("example.org").busiest().orElseThrow();
        assertThat(use.mx()).isEqualTo(mx);
        assertThat(use.connections()).isEqualTo(connections);
        assertThat(use.perMinute()).isEqualTo(perMinute);
        assertThat(use.most()).isSameAs(MOST);
    }

    @Test
    void waitingShouldBeThoseWhoHaveNoPlaceYet() {
        CompletableFuture<MxLimits.Place> first = new CompletableFuture<>();
        CompletableFuture<MxLimits.Place> second = new CompletableFuture<>();
        providers.waits("mx1.example.org", first);
        providers.waits("mx2.example.org", second);
        assertThat(figures("example.org").waiting()).isEqualTo(2);

        first.complete(() -> {});
        assertThat(figures("example.org").waiting()).isEqualTo(1);
        second.cancel(false);
        assertThat(figures("example.org").waiting()).isZero();
    }

    @Test
    void hostShouldBeForgottenWhenAProviderHasTooMany() {
        MxLimits.Place first = providers.connected("mx.example.org", MOST, () -> {});
        for (int i = 0; i < Providers.MOST_HOSTS; i++) {
            providers.connected("mx" + i + ".example.org", MOST, () -> {}).leave();
        }

        assertThat(figures("example.org").busiest().orElseThrow().connections()).as("that of the one that is forgotten").isZero();
        assertThat(figures("example.org").connections()).isEqualTo(1);
        first.leave();
        assertThat(figures("example.org").connections()).isZero();
    }

    @Test
    void providerShouldBeForgottenWhenItIsUnheardOfForLongest() {
        answer("mx.busy.test", Answer.FOUND);
        for (int i = 0; i < 5 * Providers.MOST; i++) {
            answer("mx.p" + i + ".test", Answer.FOUND);
            answer("mx.busy.test", Answer.FOUND);
        }

        assertThat(providers.figures()).hasSize(Providers.MOST);
        assertThat(figures("busy.test").answers()).containsEntry(Answer.FOUND, 5L * Providers.MOST + 1);
    }

    @Test
    void nothingShouldBeLostWhenThreadsCountTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.submit(() -> {
                for (int round = 0; round < 2_000; round++) {
                    MxLimits.Place place = providers.connected("mx.example.org", MOST, () -> {});
                    answer("mx.example.org", Answer.FOUND);
                    place.leave();
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(figures("example.org").connections()).isZero();
        assertThat(figures("example.org").answers()).containsEntry(Answer.FOUND, 8_000L);
    }

    private void answer(String mx, Answer answer) {
        providers.answered(ProbeResult.of(answer, Stage.RCPT, "test").mx(mx).build());
    }

    private ProviderFigures figures(String provider) {
        List<ProviderFigures> found = providers.figures().stream().filter(one -> one.provider().equals(provider)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
