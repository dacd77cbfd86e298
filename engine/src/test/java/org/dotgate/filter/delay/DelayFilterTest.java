package org.dotgate.filter.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Verdict;
import org.dotgate.filter.exec.TestTransaction;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayFilterTest {
    @TempDir
    Path directory;

    final ManualTimer timer = new ManualTimer();
    final Cancellation cancellation = new Cancellation();

    private FilterHost host(Executor workers) {
        return new FilterHost(directory, timer, workers, getClass().getClassLoader());
    }

    private CompletableFuture<Verdict> judge(Filter filter) throws Exception {
        Path message = Files.writeString(directory.resolve("message.eml"), "Subject: hello\r\n");
        return filter.judge(TestTransaction.of(message), cancellation).toCompletableFuture();
    }

    private Filter filter(String delay, DoubleSupplier random) {
        return new DelayFilter(DelayRange.TYPE.parse(delay), random, host(Runnable::run));
    }

    private Filter created(String... lines) throws SettingsException {
        IniFile ini = IniFile.parse("[filter wait]\n" + String.join("\n", lines), "dotgate.ini");
        return new DelayFilterType().create(Section.of(ini, "filter wait"), host(Runnable::run));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a fixed delay,             4s,          0.5,  4000",
        "the start of a range,      2s..10s,     0,    2000",
        "the middle of a range,     2s..10s,     0.5,  6000",
        "the end of a range,        2s .. 10s,   1,   10000",
        "a range from nothing,      0..100ms,    0.5,    50",
        "the longest,               170s,        0,  170000",
    })
    void judgeShouldPassWhenTheDelayIsOver(String label, String delay, double random, long millis) throws Exception {
        CompletableFuture<Verdict> verdict = judge(filter(delay, () -> random));
        timer.turn(Duration.ofMillis(millis - 1));
        assertThat(verdict).isNotDone();
        timer.turn(Duration.ofMillis(1));
        assertThat(verdict.join().outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict.join().reason()).startsWith("delayed by ");
    }

    @Test
    void judgeShouldPassAtOnceWhenThereIsNoDelay() throws Exception {
        assertThat(judge(filter("0", () -> 0)).join().outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void cancelShouldEndTheDelayAtOnceAndLeaveNoAlarm() throws Exception {
        CompletableFuture<Verdict> verdict = judge(filter("4s", () -> 0));
        timer.turn(Duration.ofSeconds(1));
        cancellation.cancel();
        assertThat(verdict).isCancelled();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void cancelShouldChangeNothingWhenTheDelayIsOver() throws Exception {
        CompletableFuture<Verdict> verdict = judge(filter("4s", () -> 0));
        timer.turn(Duration.ofSeconds(4));
        cancellation.cancel();
        assertThat(verdict.join().outcome()).isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void delayShouldEndInAnErrorWhenNoWorkerTakesTheVerdict() throws Exception {
        Filter filter = new DelayFilter(DelayRange.TYPE.parse("4s"), () -> 0, host(action -> {
            throw new RejectedExecutionException("all workers are busy");
        }));
        CompletableFuture<Verdict> verdict = judge(filter);
        timer.turn(Duration.ofSeconds(4));
        assertThat(verdict).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("all workers are busy");
    }

    @Test
    void createdFilterShouldWaitWithinItsRange() throws Exception {
        CompletableFuture<Verdict> verdict = judge(created("delay = 2s..10s"));
        timer.turn(Duration.ofMillis(1_999));
        assertThat(verdict).isNotDone();
        timer.turn(Duration.ofSeconds(8).plusMillis(1));
        assertThat(verdict).isCompleted();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "too long,         171s,      longer than 170s",
        "range too long,   2s..3m,    longer than 170s",
        "range backwards,  10s..2s,   ends before it begins",
        "half a range,     2s..,      not a duration",
        "no unit,          4,         not a duration",
        "below zero,       -4s,       not a duration",
    })
    void createShouldRefuse(String label, String delay, String problem) {
        assertThatThrownBy(() -> created("delay = " + delay))
                .isInstanceOf(SettingsException.class).hasMessageContaining("dotgate.ini:2: [filter wait] delay: ")
                .hasMessageContaining(problem);
    }

    @Test
    void createShouldRefuseToGuessADelay() {
        assertThatThrownBy(this::created)
                .isInstanceOf(SettingsException.class).hasMessageContaining("lacks the key 'delay'");
    }
}
