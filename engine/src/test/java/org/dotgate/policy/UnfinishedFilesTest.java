package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.dotgate.filter.FilterHost;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are looked at while somebody writes them, or on a drive that does not answer. */
@Timeout(30)
class UnfinishedFilesTest {
    private static final String FILTER = "[filter a]\ntype = probe\nlist = words.txt\n";
    private static final String OLD = "[dot]\nrun = a\n" + FILTER;
    private static final String NEW = "[dot]\nrun = a\npatience = 5s\n" + FILTER;

    @TempDir
    private Path directory;
    private final ManualTimer timer = new ManualTimer();
    private final QueuedWorkers workers = new QueuedWorkers();
    private final ProbeType probes = new ProbeType();
    private final List<Policy> inForce = new ArrayList<>();
    private final Map<Path, Integer> writings = new HashMap<>();
    private Function<Path, String> stamper = file -> writings.getOrDefault(file, 0) + "";
    private Runnable whileReading = () -> {};
    private LivePolicy live;

    @BeforeEach
    void open() throws Exception {
        write("words.txt", "free money");
        write("dotgate.ini", OLD);
        Path ini = directory.resolve("dotgate.ini");
        live = new LivePolicy(new PolicyLoader(List.of(probes)), ini, "conf/dotgate.ini", this::host, timer, workers,
                inForce::add, new WatchedFiles(ini, file -> stamper.apply(file)));
    }

    @AfterEach
    void close() {
        live.close();
        assertThat(probes.alive()).isZero();
    }

    private FilterHost host() {
        whileReading.run();
        return new FilterHost(directory, timer, workers, getClass().getClassLoader());
    }

    private void write(String name, String content) {
        try {
            writings.merge(Files.writeString(directory.resolve(name), content), 1, Integer::sum);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void look() {
        timer.turn(LivePolicy.LOOK);
        workers.run();
    }

    @Test
    void halfAFileShouldNotComeIntoForceWhenTheOtherHalfFollows() {
        Policy first = live.current();
        write("dotgate.ini", "");
        look();
        write("dotgate.ini", "[dot]\n");
        look();
        write("dotgate.ini", NEW);
        look();
        assertThat(live.current()).isSameAs(first);
        assertThat(live.problem()).isEmpty();

        look();

        assertThat(live.current().dot().settings().patience()).hasSeconds(5);
        assertThat(inForce).hasSize(2);
    }

    @Test
    void wrongHalfShouldNotBeToldWhenTheOtherHalfFollows() {
        write("dotgate.ini", "[dot]\nrun = a\n");
        look();
        assertThat(live.problem()).isEmpty();
        write("dotgate.ini", NEW);
        look();
        look();

        assertThat(live.problem()).isEmpty();
        assertThat(inForce).hasSize(2);
    }

    @Test
    void nothingShouldComeIntoForceWhenAFileChangesWhileItIsRead() {
        Policy first = live.current();
        write("dotgate.ini", NEW);
        look();
        whileReading = () -> write("words.txt", "");
        look();
        assertThat(probes.made).as("it has been read").hasSize(2);
        assertThat(live.current()).isSameAs(first);
        assertThat(probes.alive()).isEqualTo(1);

        whileReading = () -> {};
        look();

        assertThat(live.current()).isNotSameAs(first);
    }

    @Test
    void wrongFileShouldNotBeToldWhenItChangesWhileItIsRead() {
        write("words.txt", "wrong");
        look();
        whileReading = () -> write("dotgate.ini", NEW);
        look();
        assertThat(live.problem()).isEmpty();

        whileReading = () -> {};
        look();

        assertThat(live.problem()).hasValueSatisfying(problem -> assertThat(problem).contains("words.txt:1"));
    }

    @Test
    void listShouldComeToRestFirstWhenOnlyTheChangedFileNamesIt() {
        Policy first = live.current();
        write("more.txt", "");
        write("dotgate.ini", OLD.replace("words.txt", "more.txt"));
        look();
        look();
        write("more.txt", "free lunch");
        look();
        assertThat(live.current()).isSameAs(first);

        look();

        assertThat(live.current()).isNotSameAs(first);
    }

    @Test
    void filesShouldBeTakenAsTheyAreWhenAReloadIsAskedFor() {
        write("dotgate.ini", NEW);

        assertThat(live.reload()).isEmpty();

        assertThat(live.current().dot().settings().patience()).hasSeconds(5);
        look();
        look();
        assertThat(probes.made).as("it is not read again").hasSize(2);
    }

    @Test
    void filesShouldBeReadAgainWhenOneChangesDuringAReload() {
        whileReading = () -> write("words.txt", "free lunch");
        assertThat(live.reload()).isEmpty();
        assertThat(probes.made).hasSize(2);

        whileReading = () -> {};
        look();
        look();

        assertThat(probes.made).hasSize(3);
    }

    @Test
    void restShouldBeReadWhenAReloadWasAskedForBetweenTheHalves() {
        write("dotgate.ini", "[dot]\n");
        assertThat(live.reload()).isEmpty();
        write("dotgate.ini", NEW);

        look();
        look();
        // the list is new to the half that is in force
        look();

        assertThat(live.current().dot().settings().patience()).hasSeconds(5);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {NEW, "[dott]"})
    void policyShouldBeToldAtOnceWhenTheDriveDoesNotAnswerOnceItWasRead(String content) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        Function<Path, String> answering = stamper;
        write("dotgate.ini", content);
        whileReading = () -> stamper = file -> {
            asked.countDown();
            await(answers);
            return answering.apply(file);
        };
        Executor threads = task -> new Thread(task).start();
        CompletableFuture<Void> reload = CompletableFuture.runAsync(live::reload, threads);
        await(asked);
        try {
            assertThat(CompletableFuture.supplyAsync(live::current, threads)).succeedsWithin(Duration.ofSeconds(5));
        } finally {
            answers.countDown();
            reload.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
