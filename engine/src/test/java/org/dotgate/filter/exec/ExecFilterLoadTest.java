package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Verdict;
import org.dotgate.filter.Verdict.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ExecFilterLoadTest {
    private static final int MESSAGES = 500;
    private static final int PLACES = 5;

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
    void manyMessagesShouldShareFewProcessesAndHoldNoThread() throws Exception {
        Files.createDirectory(scripts.file("running"));
        scripts.script("conf/check.sh", ": > running/$$", "set -- running/*", "echo $# >> counts",
                "while [ ! -e go ]; do sleep 0.02; done", "rm running/$$", "echo PASS");
        ExecFilter filter = (ExecFilter) scripts.filter("command = conf/check.sh", "max-processes = " + PLACES);

        Set<Thread> before = threads();

        List<CompletableFuture<Verdict>> verdicts = start(filter, MESSAGES);

        assertThat(filter.waiting()).isEqualTo(MESSAGES - PLACES);
        await().until(() -> Files.exists(scripts.file("counts")) && Files.readAllLines(scripts.file("counts")).size() == PLACES);
        assertThat(scripts.worker().get(60, TimeUnit.SECONDS)).as("a worker is free").startsWith(Scripts.WORKER);
        Set<Thread> added = threads();
        added.removeAll(before);
        Predicate<Thread> reaper = thread -> thread.getName().startsWith("process reaper");
        assertThat(added.stream().filter(reaper)).as("the JDK's, one a process").hasSizeLessThanOrEqualTo(2 * PLACES);
        // Thread-1 and so on: on two processors the JDK tells of a process's end on a new thread, not on its pool's
        assertThat(added.stream().filter(reaper.negate()).map(Thread::getName))
                .allMatch(name -> name.matches(Scripts.WORKER + "|dotgate-timer|ForkJoinPool.*|Thread-[0-9]+"))
                .hasSizeLessThanOrEqualTo(8);
        Files.createFile(scripts.file("go"));
        CompletableFuture.allOf(verdicts.toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);
        assertThat(verdicts).allMatch(verdict -> verdict.join().outcome() == Outcome.PASS);
        List<Integer> counts = Files.readAllLines(scripts.file("counts")).stream().map(Integer::valueOf).toList();
        assertThat(counts).hasSize(MESSAGES).allMatch(count -> count <= PLACES).contains(PLACES);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void quickRunsShouldLeaveNoFileOpenAndNoProcess() throws Exception {
        Filter filter = scripts.filterOf("echo PASS");
        CompletableFuture.allOf(start(filter, 20).toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        long before = openFiles();

        CompletableFuture.allOf(start(filter, MESSAGES).toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);

        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(before + 2));
        await().untilAsserted(() -> assertThat(ProcessHandle.current().children()).allMatch(Scripts::ended));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void cancelledRunsShouldLeaveNoFileOpenAndNoProcess() throws Exception {
        scripts.script("conf/check.sh", "sleep 60");
        Filter filter = scripts.filter("command = conf/check.sh", "max-processes = 40");
        long before = openFiles();
        List<Cancellation> cancellations = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            cancellations.add(new Cancellation());
            filter.judge(scripts.transaction(), cancellations.get(i));
        }

        cancellations.forEach(Cancellation::cancel);

        await().untilAsserted(() -> assertThat(ProcessHandle.current().descendants()).allMatch(Scripts::ended));
        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(before + 2));
    }

    private List<CompletableFuture<Verdict>> start(Filter filter, int count) throws Exception {
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verdicts.add(filter.judge(scripts.transaction(), new Cancellation()).toCompletableFuture());
        }
        return verdicts;
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
