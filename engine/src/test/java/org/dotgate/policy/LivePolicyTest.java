package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.FilterHost;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LivePolicyTest {
    private static final String ONE_FILTER = "[dot]\nrun = a\n[filter a]\ntype = probe\nlist = words.txt\n";

    @TempDir
    private Path directory;
    private final ManualTimer timer = new ManualTimer();
    private final QueuedWorkers workers = new QueuedWorkers();
    private final ProbeType probes = new ProbeType();
    private final List<Policy> inForce = new ArrayList<>();
    private long clock = 1_700_000_000_000L;

    @BeforeEach
    void files() throws IOException {
        write("words.txt", "free money");
        write("dotgate.ini", ONE_FILTER);
    }

    @Test
    void startShouldFailWhenTheFileIsWrong() throws IOException {
        write("dotgate.ini", "[dot]\nrun = b\n[filter a]\ntype = probe\n");

        assertThatThrownBy(this::open).isInstanceOf(SettingsException.class).hasMessageContaining("dotgate.ini:2");
        assertThat(probes.alive()).isZero();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void policyShouldStayWhenNothingChanges() throws Exception {
        LivePolicy live = open();
        Policy first = live.current();

        look();
        look();

        assertThat(live.current()).isSameAs(first);
        assertThat(probes.made).hasSize(1);
    }

    @Test
    void policyShouldBeReadAnewWhenItIsAskedForThoughNothingHasChanged() throws Exception {
        LivePolicy live = open();
        Policy first = live.current();

        assertThat(live.reload()).isEmpty();

        assertThat(live.current()).isNotSameAs(first);
        assertThat(probes.made).extracting(probe -> probe.closed).containsExactly(1, 0);
    }

    @Test
    void reloadShouldTellWhatIsWrongWhenTheOldPolicyStays() throws Exception {
        LivePolicy live = open();
        Policy first = live.current();
        write("dotgate.ini", ONE_FILTER.replace("run = a", "run = b"));

        assertThat(live.reload()).hasValueSatisfying(problem -> assertThat(problem).contains("dotgate.ini:2"));

        assertThat(live.current()).isSameAs(first);
        assertThat(live.problem()).isPresent();
    }

    @Test
    void policyShouldBeReplacedWhenTheFileChanges() throws Exception {
        LivePolicy live = open();
        write("dotgate.ini", ONE_FILTER.replace("[dot]", "[dot]\npatience = 5s"));

        look();

        assertThat(live.current().dot().settings().patience()).hasSeconds(5);
        assertThat(inForce).hasSize(2).last().isSameAs(live.current());
        assertThat(probes.made).extracting(probe -> probe.closed).containsExactly(1, 0);
        assertThat(live.problem()).isEmpty();
    }

    @Test
    void policyShouldBeReplacedWhenAWatchedListChanges() throws Exception {
        LivePolicy live = open();
        Policy first = live.current();
        write("words.txt", "free lunch");

        look();

        assertThat(live.current()).isNotSameAs(first);
        assertThat(probes.alive()).isEqualTo(1);
    }

    @Test
    void oldPolicyShouldStayWhenTheNewOneIsWrong() throws Exception {
        LivePolicy live = open();
        Policy first = live.current();
        write("dotgate.ini", ONE_FILTER + "requird = yes\n");

        look();
        assertThat(live.current()).isSameAs(first);
        assertThat(live.problem()).hasValueSatisfying(problem -> assertThat(problem).startsWith("conf/dotgate.ini:6: ").contains("'required'"));
        assertThat(probes.made.get(0).closed).as("the old filter lives").isZero();
        look();
        assertThat(probes.made).as("it is not read again while it stays wrong").hasSize(1);

        write("dotgate.ini", ONE_FILTER + "required = yes\n");
        look();
        assertThat(live.problem()).isEmpty();
        assertThat(live.current().dot().steps().get(0).isRequired()).isTrue();
        assertThat(probes.alive()).isEqualTo(1);
    }

    @Test
    void policyShouldBeReadAgainWhenTheRemedyIsInAFileOnlyTheWrongOneNames() throws Exception {
        LivePolicy live = open();
        write("other.txt", "wrong");
        write("dotgate.ini", ONE_FILTER.replace("words.txt", "other.txt"));
        look();
        assertThat(live.problem()).isPresent();

        write("other.txt", "right");
        look();

        assertThat(live.problem()).isEmpty();
        assertThat(live.current().files()).contains(directory.resolve("other.txt"));
    }

    @Test
    void oldPolicyShouldStayWhenAFileVanishes() throws Exception {
        LivePolicy live = open();
        Policy first = live.current();
        Files.delete(directory.resolve("dotgate.ini"));
        look();
        assertThat(live.current()).isSameAs(first);
        assertThat(live.problem()).hasValueSatisfying(problem -> assertThat(problem).contains("does not exist"));

        write("dotgate.ini", ONE_FILTER);
        look();

        assertThat(live.problem()).isEmpty();
        assertThat(live.current()).isNotSameAs(first);
    }

    @Test
    void oldFiltersShouldLiveUntilTheLastRunHasEnded() throws Exception {
        LivePolicy live = open();
        FilterChain old = live.current().dot();
        assertThat(old.acquire()).isTrue();
        assertThat(old.acquire()).isTrue();
        write("words.txt", "free lunch");
        look();
        ProbeType.Probe filter = probes.made.get(0);
        assertThat(filter.closed).isZero();
        assertThat(old.acquire()).as("late, but still alive").isTrue();

        old.release();
        old.release();
        assertThat(filter.closed).isZero();
        old.release();

        assertThat(filter.closed).isEqualTo(1);
        assertThat(old.acquire()).as("closed").isFalse();
    }

    @Test
    void nothingShouldBeLeftWhenItIsClosed() throws Exception {
        LivePolicy live = open();
        write("words.txt", "free lunch");

        live.close();
        live.close();
        timer.turn(LivePolicy.LOOK.multipliedBy(3));
        workers.run();

        assertThat(probes.alive()).isZero();
        assertThat(probes.made).as("no reading after the end").hasSize(1);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void filtersShouldBeClosedOnceWhenMessagesAndReloadsRace() throws Exception {
        LivePolicy live = open();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger uses = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(4);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            pool.execute(() -> {
                while (!over.get()) {
                    FilterChain chain = live.current().dot();
                    if (chain.acquire()) {
                        ProbeType.Probe filter = (ProbeType.Probe) chain.steps().get(0).filter();
                        if (filter.closed == 0) {
                            uses.incrementAndGet();
                        } else {
                            uses.set(Integer.MIN_VALUE);
                        }
                        chain.release();
                    }
                }
                ended.countDown();
            });
        }
        for (int i = 0; i < 300; i++) {
            write("words.txt", "list " + i);
            live.look();
            live.look();
        }
        over.set(true);
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();

        live.close();

        assertThat(uses.get()).as("uses, none of them of a closed filter").isPositive();
        assertThat(probes.made).hasSize(301).allSatisfy(probe -> assertThat(probe.closed).isEqualTo(1));
    }

    private LivePolicy open() throws SettingsException {
        return new LivePolicy(new PolicyLoader(List.of(probes)), directory.resolve("dotgate.ini"), "conf/dotgate.ini",
                () -> new FilterHost(directory, timer, workers, getClass().getClassLoader()), timer, workers, inForce::add);
    }

    /** As often as it takes for what does not change any more, new files included. */
    private void look() {
        for (int i = 0; i < 3; i++) {
            timer.turn(LivePolicy.LOOK);
            workers.run();
        }
    }

    /** Each time later than the time before, however fast the test is. */
    private void write(String file, String content) throws IOException {
        Path path = Files.writeString(directory.resolve(file), content);
        clock += 1_000;
        Files.setLastModifiedTime(path, FileTime.fromMillis(clock));
    }
}
