package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class InsightTest {
    private static final Client CLIENT = Client.at(InetAddress.getLoopbackAddress()).build();
    private static final Transaction TRANSACTION = new Transaction("Mail1", Event.DOT, CLIENT,
            new Envelope("ann@example.net", List.of("ben@example.org")), new BytesMessage("Hello"));
    private static final int THREADS = 8;
    private static final int EACH = 2_000;

    private final Insight insight = new Insight(new ManualTimer());

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a filter's 5xx,   550, REFUSED",
        "a filter's 4xx,   451, DEFERRED",
    })
    void refusalShouldCountAsWhatTheClientIsTold(String label, int code, Outcome outcome) {
        Reply reply = Reply.of(code, code / 100 + ".7.1", "no");
        insight.decided(TRANSACTION, Decision.refused(reply, "words", false, List.of()), Duration.ofMillis(3));
        insight.refused(Command.RCPT, CLIENT, "ann@example.net", List.of("ben@example.org"), "greylist", reply, "new");

        assertThat(count(outcome)).isEqualTo(2);
        assertThat(insight.journal().find("", 0, 9)).extracting(Happening::outcome).containsExactly(outcome, outcome);
        assertThat(insight.figures().answered().count()).as("only the dot is timed").isEqualTo(1);
    }

    @Test
    void clientShouldNotCountAsAnsweredWhenItHasLeft() {
        insight.clientLeft(Event.DROP, Duration.ofSeconds(9));
        insight.decided(TRANSACTION, Decision.discarded("drop", List.of()), Duration.ofSeconds(9));

        assertThat(insight.figures().answered().count()).isZero();
        assertThat(insight.figures().dropped().count()).isEqualTo(1);
        assertThat(count(Outcome.DISCARDED)).isEqualTo(1);
    }

    @Test
    void senderShouldBeInTheJournalButNotCountedWhenShadowModeSparedIt() {
        insight.spared(Command.MAIL, CLIENT, "ann@example.net", List.of(), "callout", Reply.of(550, "5.1.8", "no"), "shadow: not_found");

        assertThat(insight.journal().find("ann@", 0, 9)).hasSize(1);
        assertThat(LongStream.of(count(Outcome.ACCEPTED), count(Outcome.REFUSED)).sum()).isZero();
    }

    @Test
    void nothingShouldBeLostWhenManySessionsTellAtOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                for (int n = 0; n < EACH; n++) {
                    insight.decided(TRANSACTION, Decision.accepted("chain", List.of()), Duration.ofMillis(1));
                    insight.cameBack();
                    assertThat(insight.journal().find("mail1", 0, 3)).isNotNull();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        long all = (long) THREADS * EACH;
        assertThat(count(Outcome.ACCEPTED)).isEqualTo(all);
        assertThat(insight.figures().answered().count()).isEqualTo(all);
        assertThat(insight.figures().timesCameBack()).isEqualTo(all);
        List<Long> numbers = insight.journal().find("", 0, Insight.DECISIONS).stream().map(Happening::number).collect(Collectors.toList());
        assertThat(numbers).isEqualTo(LongStream.range(0, Insight.DECISIONS).mapToObj(back -> all - back).collect(Collectors.toList()));
    }

    private long count(Outcome outcome) {
        return insight.outcomes().steps(1).get(0).count(outcome);
    }
}
