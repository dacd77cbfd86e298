package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Verdict;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that misbehave. Each test is named after the fault. */
@Timeout(60)
class ExecFilterFaultTest {
    @TempDir
    Path directory;

    Scripts scripts;

    @BeforeEach
    void setUp() throws Exception {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void tearDown() {
        scripts.close();
    }

    @Test
    void scriptThatPrintsWithoutEndShouldBeKilled() throws Exception {
        assertThat(scripts.failure("echo $$ > pids", "exec yes")).isEqualTo("conf/check.sh printed more than 10 MiB");
        List<ProcessHandle> processes = scripts.processes("pids");
        await().until(() -> processes.stream().allMatch(Scripts::ended));
    }

    @Test
    void scriptThatComplainsWithoutEndShouldBeKilled() throws Exception {
        assertThat(scripts.failure("echo $$ > pids", "exec yes >&2")).isEqualTo("conf/check.sh printed more than 10 MiB");
        List<ProcessHandle> processes = scripts.processes("pids");
        await().until(() -> processes.stream().allMatch(Scripts::ended));
    }

    @Test
    void grandchildHoldingThePipeShouldNotHoldTheVerdict() throws Exception {
        Verdict verdict = scripts.judge("sleep 30 &", "echo $! > pids", "echo ACCEPT");
        assertThat(verdict).hasToString("ACCEPT");
        List<ProcessHandle> left = scripts.processes("pids");
        assertThat(left).hasSize(1).allMatch(ProcessHandle::isAlive);
        left.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void grandchildThatFloodsThePipeShouldEndWhenTheScriptExits() throws Exception {
        ManualTimer standingStill = new ManualTimer();
        try (Scripts timed = new Scripts(directory, standingStill)) {
            assertThat(timed.failure("yes &", "echo $! > pids", "sleep 0.2")).startsWith("conf/check.sh ");
            await().until(() -> timed.processes("pids").stream().allMatch(Scripts::ended));
        }
    }

    /** The JDK tells of an exit there, from JDK 25 on, or where it has more than one thread. */
    @Test
    void verdictShouldComeWhenOthersKeepTheCommonPoolBusy() throws Exception {
        whileTheCommonPoolIsBusy(() -> assertThat(scripts.judge("echo ACCEPT")).hasToString("ACCEPT"));
    }

    @Test
    void scriptShouldBeKilledWhenOthersKeepTheCommonPoolBusy() throws Exception {
        whileTheCommonPoolIsBusy(this::scriptThatIgnoresTermShouldBeKilledTwoSecondsLater);
    }

    @Test
    void scriptThatPrintsWithoutEndShouldBeKilledWhenOthersKeepTheCommonPoolBusy() throws Exception {
        whileTheCommonPoolIsBusy(this::scriptThatPrintsWithoutEndShouldBeKilled);
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void whileTheCommonPoolIsBusy(Action action) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        int threads = ForkJoinPool.getCommonPoolParallelism();
        CountDownLatch busy = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                busy.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        try {
            busy.await();
            action.run();
        } finally {
            end.countDown();
        }
    }

    @Test
    void scriptThatIgnoresTermShouldBeKilledTwoSecondsLater() throws Exception {
        ManualTimer timer = new ManualTimer();
        try (Scripts timed = new Scripts(directory, timer)) {
            Filter filter = timed.filterOf("trap 'echo x > termed' TERM", "echo $$ > pids", "echo > ready",
                    "while :; do sleep 0.02; done");
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Verdict> verdict = filter.judge(timed.transaction(), cancellation).toCompletableFuture();
            await().until(() -> Files.exists(timed.file("ready")));
            ProcessHandle script = timed.processes("pids").get(0);

            cancellation.cancel();

            assertThat(verdict).isCancelled();
            await().until(() -> Files.exists(timed.file("termed")));
            // the next look into the pipes, and the KILL
            await().until(() -> timer.pending() == 2);
            timer.turn(Duration.ofMillis(1_999));
            assertThat(script.isAlive()).isTrue();
            timer.turn(Duration.ofMillis(1));
            await().until(() -> Scripts.ended(script));
        }
    }

    @Test
    void scriptThatTidiesUpOnTermShouldHaveTheTimeForIt() throws Exception {
        Filter filter = scripts.filterOf("trap 'echo tidy >> log; exit 1' TERM", "echo > ready",
                "while :; do sleep 0.02; done");
        Cancellation cancellation = new Cancellation();
        filter.judge(scripts.transaction(), cancellation);
        await().until(() -> Files.exists(scripts.file("ready")));
        cancellation.cancel();
        await().until(() -> Files.exists(scripts.file("log")));
        assertThat(scripts.file("log")).hasContent("tidy");
    }

    @Test
    void childrenShouldEndWithTheScript() throws Exception {
        Filter filter = scripts.filterOf("sh -c 'sleep 60 & echo $! >> pids; echo $$ >> pids; wait' &",
                "echo $$ >> pids", "wait");
        cancelWhenThereAre(3, filter);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void orphanShouldEndWithTheScript() throws Exception {
        Filter filter = scripts.filterOf("(sleep 60 & echo $! >> pids)", "echo $$ >> pids", "sleep 60");
        cancelWhenThereAre(2, filter);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void childBornOfTermShouldBeKilled() throws Exception {
        Filter filter = scripts.filterOf("trap 'setsid sleep 60 & echo $! >> born' TERM", "echo $$ >> pids",
                "while :; do sleep 0.02; done");
        cancelWhenThereAre(1, filter);
        await().until(() -> scripts.processes("born").stream().allMatch(Scripts::ended));
    }

    private void cancelWhenThereAre(int count, Filter filter) throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Verdict> verdict = filter.judge(scripts.transaction(), cancellation).toCompletableFuture();
        await().until(() -> Files.exists(scripts.file("pids")) && Files.readAllLines(scripts.file("pids")).size() == count);
        List<ProcessHandle> processes = scripts.processes("pids");
        assertThat(processes).hasSize(count).allMatch(ProcessHandle::isAlive);

        cancellation.cancel();

        assertThat(verdict).isCancelled();
        await().until(() -> processes.stream().allMatch(Scripts::ended));
    }
}
