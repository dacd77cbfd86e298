package org.dotgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.FilterResult.Origin;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.insight.Happening;
import org.dotgate.insight.Insight;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.RecipientVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What James's metrics count when something is decided. */
class ReportsTest {
    private static final Client CLIENT = Client.at(InetAddress.getLoopbackAddress()).build();
    private static final Reply REPLY = Reply.of(550, "5.7.1", "no");
    private static final Reply LATER = Reply.of(451, "4.7.1", "later");

    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final FakeGauges gauges = new FakeGauges();
    private final Counters counters = new Counters(metrics);
    private boolean keeps = true;
    private final Insight insight = new Insight(new StandingTimer());
    private final RunReport report =
            new RunReport(counters, new DotTimes(gauges, new StandingTimer()), (message, by, why) -> keeps, insight);

    @Test
    void filterShouldBeCountedAndTimed() {
        report.filterEnded(transaction(), result(Verdict.pass(), Origin.FILTER, false, 10));
        report.filterEnded(transaction(), result(Verdict.fail(REPLY, "bad"), Origin.FILTER, true, 20));
        report.filterEnded(transaction(), result(Verdict.fail(REPLY, "late"), Origin.TIMEOUT, false, 4_000));
        report.filterEnded(transaction(), result(Verdict.pass(), Origin.CANCELLED, false, 9_000));

        assertCounts(Map.of("dotgate.filter.words.pass", 1, "dotgate.filter.words.shadow", 1, "dotgate.filter.words.fail", 1,
                "dotgate.filter.words.cancelled", 1, "dotgate.filter.words.timeout", 1, "dotgate.filter.words.error", 0));
        assertThat(gauges.read("dotgate.filter.words.time.max")).isEqualTo(4_000);
        assertThat(gauges.read("dotgate.filter.words.time.p50")).isBetween(20L, 25L);
        assertThat(gauges.read("dotgate.filter.words.time.p99")).isEqualTo(4_000);
    }

    @Test
    void filterShouldBeCountedAndTimedWithThoseThatPrometheusCannotTellFromIt() {
        report.filterEnded(transaction(), new FilterResult("my-words", Verdict.pass(), Origin.FILTER, false, Duration.ofMillis(3_000)));
        report.filterEnded(transaction(), new FilterResult("my.words", Verdict.pass(), Origin.FILTER, false, Duration.ofMillis(8_000)));

        assertCounts(Map.of("dotgate.filter.my_words.pass", 2));
        assertThat(gauges.names()).filteredOn(name -> name.contains("words"))
                .containsExactlyInAnyOrderElementsOf(MetricName.FILTER_TIME.names("my_words"));
        assertThat(gauges.read("dotgate.filter.my_words.time.max")).isEqualTo(8_000);
    }

    @Test
    void dotShouldBeCountedAsDeferredWhenTheClientIsToComeAgain() {
        report.decided(transaction(), Decision.refused(LATER, "greylist", false, List.of()), Duration.ofMillis(3));
        report.decided(transaction(), Decision.deferred(LATER, "budget", List.of()), Duration.ofMillis(3));
        report.decided(transaction(), Decision.discarded("drop", List.of()), Duration.ofMillis(3));

        assertCounts(Map.of("dotgate.decision.accepted", 0, "dotgate.decision.refused", 0, "dotgate.decision.deferred", 2,
                "dotgate.decision.discarded", 1));
    }

    @Test
    void dotShouldBeCountedAndTimed() {
        assertThat(gauges.read("dotgate.dot.time.p99")).isZero();
        report.decided(transaction(), Decision.accepted("chain", List.of()), Duration.ofMillis(3));
        report.decided(transaction(), Decision.refused(REPLY, "words", true, List.of()), Duration.ofMillis(7_000));
        report.clientLeft(transaction(), Event.QUIT, "", Duration.ofSeconds(1));
        report.keep(transaction(), "words", Verdict.fail(REPLY, "bad"));
        keeps = false;
        report.keep(transaction(), "words", Verdict.fail(REPLY, "bad"));

        assertCounts(Map.of("dotgate.decision.accepted", 1, "dotgate.decision.refused", 1, "dotgate.decision.deferred", 0,
                "dotgate.client.quit", 1, "dotgate.client.drop", 0, "dotgate.kept.stored", 1, "dotgate.kept.failed", 1));
        assertThat(gauges.read("dotgate.dot.time.p99")).isEqualTo(7_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greylist", "callout", "deadline", "a filter of the future"})
    void recipientShouldBeCountedByWhatRefusesIt(String by) {
        RecipientReport recipients = new RecipientReport(counters, insight);
        recipients.judged(CLIENT, "a@example.test", "b@example.test", RecipientVerdict.refuse(REPLY, by, "test"));
        recipients.judged(CLIENT, "a@example.test", "b@example.test", RecipientVerdict.pass("greylist", "test", Map.of()));

        assertCounts(Map.of("dotgate.recipient.refused", 1, "dotgate.recipient.deferred", 0, "dotgate.recipient.pass", 1,
                "dotgate.recipient.by." + (by.contains(" ") ? "other" : by), 1));
    }

    @Test
    void recipientShouldBeCountedAsDeferredWhenItIsToComeAgain() {
        new RecipientReport(counters, insight)
                .judged(CLIENT, "a@example.test", "b@example.test", RecipientVerdict.refuse(LATER, "greylist", "first"));

        assertCounts(Map.of("dotgate.recipient.refused", 0, "dotgate.recipient.deferred", 1, "dotgate.recipient.pass", 0,
                "dotgate.recipient.by.greylist", 1));
    }

    @Test
    void recipientShouldPassAndBeRememberedWhenShadowModeHasSparedIt() {
        new RecipientReport(counters, insight)
                .judged(CLIENT, "a@example.test", "b@example.test", RecipientVerdict.spare(REPLY, "greylist", "shadow: first"));

        assertCounts(Map.of("dotgate.recipient.pass", 1, "dotgate.recipient.refused", 0, "dotgate.recipient.deferred", 0,
                "dotgate.recipient.by.greylist", 0));
        for (String text : List.of("a@example", "b@example", "127.0.0.1")) {
            assertThat(insight.journal().find(text, 0, 10)).singleElement().satisfies(spared -> {
                assertThat(spared.command()).isEqualTo(Happening.Command.RCPT);
                assertThat(spared.outcome()).isEqualTo(Outcome.ACCEPTED);
                assertThat(spared.reply()).isEqualTo(REPLY.toString());
                assertThat(spared.reason()).isEqualTo("shadow: first");
            });
        }
    }

    @Test
    void senderShouldBeCountedByWhatItIsTold() {
        SenderReport senders = new SenderReport(counters, insight);
        senders.refused(CLIENT, "a@example.test", CalloutVerdict.late(), REPLY);
        senders.refused(CLIENT, "a@example.test", CalloutVerdict.late(), LATER);
        senders.refused(CLIENT, "a@example.test", CalloutVerdict.late(), LATER);

        assertCounts(Map.of("dotgate.sender.refused", 1, "dotgate.sender.deferred", 2));
    }

    private void assertCounts(Map<String, Integer> wanted) {
        wanted.forEach((name, count) -> assertThat(metrics.countFor(name)).as(name).isEqualTo(count));
    }

    private static FilterResult result(Verdict verdict, Origin origin, boolean shadow, long millis) {
        return new FilterResult("words", verdict, origin, shadow, Duration.ofMillis(millis));
    }

    private static Transaction transaction() {
        Envelope envelope = new Envelope("a@example.test", List.of("b@example.test"));
        return new Transaction("Mail1", Event.DOT, CLIENT, envelope, new NoMessage());
    }

    /** Is never read. */
    private static final class NoMessage implements SpooledMessage {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public Path file() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
