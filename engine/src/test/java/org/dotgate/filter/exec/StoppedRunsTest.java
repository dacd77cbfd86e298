package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.filter.Cancellation;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What many runs cost that are stopped one after the other, more than may run at a time. */
@Timeout(60)
class StoppedRunsTest {
    private static final int RUNS = 30;

    @TempDir
    private Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Semaphore mayRead = new Semaphore(0);
    private final AtomicInteger readings = new AtomicInteger();
    private final Hands hands = new Hands(workers, timer, this::read);
    private Scripts scripts;
    private ExecFilter filter;

    @BeforeEach
    void start() throws Exception {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void end() {
        mayRead.release(1_000_000);
        if (filter != null) {
            filter.close();
        }
        workers.shutdownNow();
        scripts.close();
    }

    private ProcessReading read() {
        mayRead.acquireUninterruptibly();
        readings.incrementAndGet();
        return ProcessReading.now();
    }

    private void filterOf(String... lines) throws Exception {
        scripts.script("conf/check.sh", lines);
        filter = new ExecFilter(Command.of("conf/check.sh", directory, ""), 1, hands);
    }

    /** The process of a run that has just been cancelled. */
    private ProcessHandle cancelled(Path pid) throws Exception {
        Cancellation cancellation = new Cancellation();
        filter.judge(scripts.transaction(), cancellation);
        await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        ProcessHandle process = ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElseThrow();
        Files.delete(pid);
        cancellation.cancel();
        return process;
    }

    private void awaitServed() throws InterruptedException {
        CountDownLatch served = new CountDownLatch(1);
        hands.now(reading -> served.countDown());
        mayRead.release(1_000_000);
        assertThat(served.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void processesShouldBeReadForAllTogetherWhenTheKillOfManyRunsIsDue() throws Exception {
        filterOf("echo $$ > pid", "exec sleep 60");
        for (int i = 0; i < RUNS; i++) {
            mayRead.release();
            ProcessHandle process = cancelled(scripts.file("pid"));
            // by TERM; its place goes to the next, and a look for what it may have left is to come
            await().until(() -> Scripts.ended(process));
        }
        assertThat(readings).hasValue(RUNS);

        timer.turn(Duration.ofSeconds(2));
        awaitServed();

        assertThat(readings.get() - RUNS).isBetween(1, 2);
    }

    @Test
    void whatEachRunHasLeftBehindShouldBeKilledWhenTheyShareAReading() throws Exception {
        // what TERM has started leaves its parent, which is gone when the KILL is due
        filterOf("trap 'setsid sleep 60 & echo $! >> born; exit 1' TERM", "echo $$ > pid", "while :; do sleep 0.02; done");
        for (int i = 1; i <= 5; i++) {
            mayRead.release();
            cancelled(scripts.file("pid"));
            int born = i;
            await().until(() -> Files.exists(scripts.file("born")) && Files.readAllLines(scripts.file("born")).size() == born);
        }
        List<ProcessHandle> left = scripts.processes("born");
        assertThat(left).hasSize(5).allMatch(ProcessHandle::isAlive);

        timer.turn(Duration.ofSeconds(2));
        awaitServed();

        await().until(() -> left.stream().allMatch(Scripts::ended));
        assertThat(readings.get() - 5).isBetween(1, 2);
    }

    @Test
    void othersShouldBeServedWhenOneActionFails() throws Exception {
        hands.now(reading -> { });
        await().until(mayRead::hasQueuedThreads);
        // for the next reading, together with the one that is waited for
        hands.now(reading -> {
            throw new IllegalStateException("a test's");
        });

        awaitServed();
    }
}
