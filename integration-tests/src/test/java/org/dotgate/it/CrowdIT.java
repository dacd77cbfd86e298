package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many at once: nothing accepted is lost, nothing is delivered twice, nothing is left over. */
class CrowdIT {
    private static RealJames james;
    private static Path spool;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("discard", Ini.dot("first", "on-drop = discard")))
                .with(SmtpBlock.gated("accept", Ini.dot("first", "on-drop = accept")))
                .start();
        spool = spoolFolder();
    }

    private static Path spoolFolder() throws IOException {
        Scene scene = Scene.open("spool");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("discard")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call call = scene.part(First.class).call();
            Path folder = call.transaction().message().file().getParent();
            call.release(Verdict.pass());
            client.expect(250);
            client.quit();
            call.awaitCarriedOut();
            return folder;
        }
    }

    @AfterEach
    void nothingShouldBeLeftOver() throws IOException {
        assertThat(james.parked()).isZero();
        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files).isEmpty();
        }
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void everyMessageShouldBeAnsweredAndDeliveredOnceWhenFiveHundredAreReleasedAtOnce() throws IOException {
        List<Scene> scenes = new ArrayList<>();
        List<SmtpClient> clients = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            Scene scene = Scene.open("crowd");
            scene.part(First.class).holds();
            scenes.add(scene);
            clients.add(james.connect("discard").send(scene.sender(), RealJames.BEN, Letter.any()));
        }
        List<Call> calls = scenes.stream().map(scene -> scene.part(First.class).call()).toList();
        assertThat(james.parked()).isEqualTo(500);
        writeFiles(calls);
        calls.forEach(call -> call.release(Verdict.pass()));
        clients.forEach(client -> client.expect(250));
        clients.forEach(SmtpClient::quit);

        calls.forEach(Call::awaitCarriedOut);
        Map<String, Long> delivered = james.deliveriesBySender();
        assertThat(scenes).allSatisfy(scene -> assertThat(delivered.get(scene.sender())).isEqualTo(1L));
    }

    @ParameterizedTest
    @CsvSource({"discard,1", "discard,2", "accept,3"})
    void everyMessageShouldBeDeliveredIfItsClientRead250AndNeverTwiceWhenClientsDropAtRandom(String block, long seed)
            throws Exception {
        Random random = new Random(seed);
        List<Scene> scenes = new ArrayList<>();
        List<SmtpClient> clients = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            Scene scene = Scene.open("storm");
            scene.part(First.class).holds();
            scenes.add(scene);
            clients.add(james.connect(block).send(scene.sender(), RealJames.BEN, Letter.any()));
        }
        List<Call> calls = scenes.stream().map(scene -> scene.part(First.class).call()).toList();

        writeFiles(calls);
        List<Integer> releases = shuffled(calls.size(), random);
        List<Integer> drops = shuffled(clients.size(), random).subList(0, clients.size() * 2 / 3);
        boolean[] dropped = new boolean[clients.size()];
        drops.forEach(index -> dropped[index] = true);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> releasing = other.submit(() -> releases.forEach(index -> calls.get(index).release(Verdict.pass())));
            for (int index : drops) {
                (random.nextBoolean() ? Leaving.BY_FIN : Leaving.BY_RESET).leave(clients.get(index));
            }
            releasing.get(30, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
        for (int index = 0; index < clients.size(); index++) {
            if (!dropped[index]) {
                clients.get(index).expect(250);
                clients.get(index).quit();
            }
        }

        calls.forEach(Call::awaitCarriedOut);
        Map<String, Long> delivered = james.deliveriesBySender();
        for (int index = 0; index < clients.size(); index++) {
            long times = delivered.getOrDefault(scenes.get(index).sender(), 0L);
            assertThat(times).as("deliveries of message %d, dropped: %s", index, dropped[index])
                    .isBetween(dropped[index] ? 0L : 1L, 1L);
        }
    }

    @Test
    void everyMessageAnswered250ShouldBeDeliveredOnceWhenClientsReadTheReplyAndVanish() {
        Random random = new Random(4);
        List<Scene> scenes = new ArrayList<>();
        List<Boolean> accepted = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            Scene scene = Scene.open("vanish");
            scenes.add(scene);
            SmtpClient client = james.connect("discard").send(scene.sender(), RealJames.BEN, Letter.any());
            boolean waits = random.nextBoolean();
            accepted.add(waits && read250(client));
            client.dropByReset();
            client.awaitNoticed();
        }

        scenes.stream().map(scene -> scene.part(First.class)).filter(part -> part.calls() > 0)
                .forEach(part -> part.call().awaitCarriedOut());
        Map<String, Long> delivered = james.deliveriesBySender();
        for (int index = 0; index < scenes.size(); index++) {
            assertThat(delivered.getOrDefault(scenes.get(index).sender(), 0L)).isBetween(accepted.get(index) ? 1L : 0L, 1L);
        }
    }

    /** Has every third message lie in the spool as a file. */
    private static void writeFiles(List<Call> calls) throws IOException {
        for (int index = 0; index < calls.size(); index += 3) {
            assertThat(calls.get(index).transaction().message().file()).exists();
        }
    }

    private static boolean read250(SmtpClient client) {
        try {
            return client.reply().code() == 250;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static List<Integer> shuffled(int size, Random random) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, random);
        return numbers;
    }
}
