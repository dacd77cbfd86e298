package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.time.Alarm;
import org.dotgate.time.SystemTimer;
import org.dotgate.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that has no room for one more thread: what the JDK throws then is no exception but an error. The one thrown here is
 * not of its kind, out of memory, which JUnit would end at.
 */
@Timeout(60)
class ExecFilterShortageTest {
    private static final String SHORTAGE = "unable to create native thread: possibly out of memory or process/resource limits reached";

    @TempDir
    private Path directory;
    private final SystemTimer timer = new SystemTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private Scripts scripts;
    private ExecFilter filter;

    @BeforeEach
    void setUp() throws Exception {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void tearDown() {
        filter.close();
        scripts.close();
        workers.shutdownNow();
        timer.close();
    }

    private void filterOf(Timer time, String... lines) throws Exception {
        scripts.script("conf/check.sh", lines);
        filter = new ExecFilter(Command.of("conf/check.sh", directory, ""), 1, new Hands(workers, time));
    }

    private CompletableFuture<Verdict> judge(Transaction transaction) {
        return filter.judge(transaction, new Cancellation()).toCompletableFuture();
    }

    private static void assertNotStarted(CompletableFuture<Verdict> verdict) {
        assertThatThrownBy(() -> verdict.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOf(ScriptException.class).hasMessage("conf/check.sh could not be started: " + SHORTAGE);
    }

    @Test
    void placeShouldBeGivenBackWhenAProgramCannotBeStarted() throws Exception {
        filterOf(timer, "echo ACCEPT");
        assertNotStarted(judge(unstartable()));

        assertThat(judge(scripts.transaction()).get(20, TimeUnit.SECONDS)).hasToString("ACCEPT");
    }

    @Test
    void placeShouldGoToTheNextWhenTheProgramOfOneWhoWaitedCannotBeStarted() throws Exception {
        filterOf(timer, "while ! [ -e go ]; do sleep 0.02; done", "echo ACCEPT");
        CompletableFuture<Verdict> running = judge(scripts.transaction());
        CompletableFuture<Verdict> unstartable = judge(unstartable());
        CompletableFuture<Verdict> last = judge(scripts.transaction());
        assertThat(filter.waiting()).isEqualTo(2);

        Files.createFile(scripts.file("go"));

        assertThat(running.get(20, TimeUnit.SECONDS)).hasToString("ACCEPT");
        assertNotStarted(unstartable);
        assertThat(last.get(20, TimeUnit.SECONDS)).hasToString("ACCEPT");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void programShouldBeEndedWhenItCannotBeSeenToItsEnd() throws Exception {
        filterOf(new TimerWithoutThread(), "sleep 30");

        assertNotStarted(judge(scripts.transaction()));

        String given = scripts.file("message.eml").toString();
        await().until(() -> ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(given))
                .allMatch(Scripts::ended));
    }

    private static Transaction unstartable() {
        return new Transaction("Mail17", Event.DOT, TestTransaction.client().build(),
                new Envelope("alice@example.org", List.of("bob@example.net")), new UnstartableMessage());
    }

    /** Stands for the process: the message is asked for its file just before that is started. */
    private static final class UnstartableMessage implements SpooledMessage {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public Path file() {
            throw new Error(SHORTAGE);
        }

        @Override
        public void close() {}
    }

    /** What is asked of the timer follows the start. */
    private static final class TimerWithoutThread implements Timer {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm in(Duration delay, Runnable action) {
            throw new Error(SHORTAGE);
        }
    }
}
