package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.mailet.Mail;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Memory;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.settings.SettingsException;
import org.dotgate.spool.Spool;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFiltersTest {
    private static final String CLASS = "type = class\nclass = org.dotgate.mailets.ScriptedFilter\noptions = says = ";

    @TempDir
    private Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final Workers workers = new Workers(4, 100);
    private Path file;
    private Spool spool;
    private LivePolicy policy;
    private NamedFilters filters;

    @BeforeEach
    void setUp() throws IOException, SettingsException {
        ScriptedFilter.ASKED.set(0);
        ScriptedFilter.CANCELLED.set(0);
        spool = new Spool(directory);
        file = directory.resolve("dotgate.ini");
        Files.writeString(file, "[filter slow]\n" + CLASS + "nothing\ntimeout = 10m\n"
                + "[filter lenient]\n" + CLASS + "nothing\ntimeout = 10m\non-timeout = pass\n"
                + "[filter words]\n" + CLASS + "pass\n");
        policy = new LivePolicy(new PolicyLoader(StockFilters.types()), file, "dotgate.ini",
                () -> new FilterHost(directory, timer, workers, getClass().getClassLoader()), timer, workers, inForce -> {});
        filters = new NamedFilters(policy, new ChainHouse(timer, workers, new Background(10), Memory.NONE,
                new MailetReport(new RecordingMetricFactory())), workers, spool);
    }

    @AfterEach
    void tearDown() {
        policy.close();
        workers.close();
        spool.close();
    }

    private CompletableFuture<Decision> judging(Mail mail, String... names) {
        CompletableFuture<Decision> decision = CompletableFuture.supplyAsync(() -> filters.judge(mail, List.of(names)));
        // the file is looked at, the budget and the filter's time run
        await().until(() -> ScriptedFilter.ASKED.get() == 1 && timer.pending() == 3);
        return decision;
    }

    private long spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool.folder())) {
            return files.count();
        }
    }

    @Test
    void judgeShouldRefuseWhenAFilterTakesLongerThanItMay() throws Exception {
        CompletableFuture<Decision> decision = judging(Mails.of(Mails.TEXT + "x".repeat(200_000)), "words", "slow", "words");
        assertThat(spooled()).isEqualTo(1);

        timer.turn(Duration.ofMinutes(10).minusMillis(1));
        assertThat(decision).isNotDone();
        timer.turn(Duration.ofMillis(1));

        FilterResult result = decision.get().results().get(1);
        assertThat(decision.get().by()).isEqualTo("slow");
        assertThat(result.origin()).isEqualTo(FilterResult.Origin.TIMEOUT);
        assertThat(result.time()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ScriptedFilter.CANCELLED).hasValue(1);
        assertThat(spooled()).isZero();
        assertThat(timer.pending()).isEqualTo(1);
    }

    @Test
    void judgeShouldGoOnWhenTimeOutCountsAsPass() throws Exception {
        CompletableFuture<Decision> decision = judging(Mails.plain(), "lenient", "words");

        timer.turn(Duration.ofMinutes(10));

        assertThat(decision.get().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(decision.get().results()).extracting(FilterResult::filter).containsExactly("lenient", "words");
    }

    @Test
    void judgeShouldGiveUpWhenItsThreadIsInterrupted() throws Exception {
        Mail mail = Mails.plain();
        AtomicReference<Decision> decision = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            decision.set(filters.judge(mail, List.of("slow")));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        await().until(() -> ScriptedFilter.ASKED.get() == 1);

        thread.interrupt();
        thread.join();

        assertThat(decision.get().kind()).isEqualTo(Decision.Kind.DEFERRED);
        assertThat(decision.get().by()).isEqualTo("shutdown");
        assertThat(interrupted).hasValue(true);
        assertThat(ScriptedFilter.CANCELLED).hasValue(1);
    }

    @Test
    void judgeShouldFollowTheFileWhenItChanges() throws Exception {
        Mail mail = Mails.plain();
        assertThat(filters.judge(mail, List.of("words")).kind()).isEqualTo(Decision.Kind.ACCEPTED);
        Files.writeString(file, "[filter words]\n" + CLASS + "fail\n# changed\n");

        policy.reload();

        assertThat(filters.judge(mail, List.of("words")).kind()).isEqualTo(Decision.Kind.REFUSED);
    }

    @Test
    void judgeShouldKeepTheOldFiltersWhenTheChangedFileIsWrong() throws Exception {
        Files.writeString(file, "[filter words]\n" + CLASS + "fail\nmodus = none\n");

        policy.reload();

        assertThat(policy.problem()).isPresent();
        assertThat(filters.judge(Mails.plain(), List.of("words")).kind()).isEqualTo(Decision.Kind.ACCEPTED);
    }

    @Test
    void judgeShouldDeferWhenTheChangedFileLacksAFilter() throws Exception {
        Files.writeString(file, "[filter other]\n" + CLASS + "pass\n");

        policy.reload();

        Decision decision = filters.judge(Mails.plain(), List.of("words"));
        assertThat(decision.kind()).isEqualTo(Decision.Kind.DEFERRED);
        assertThat(decision.by()).isEqualTo("configuration");
    }

    @Test
    void judgeShouldDeferWhenNothingIsInForceAnyMore() throws Exception {
        policy.close();

        assertThat(filters.judge(Mails.plain(), List.of("words")).by()).isEqualTo("shutdown");
    }
}
