package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.BlockingHook;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that is judged for long makes nobody else wait, and costs no thread. */
class OtherSessionsIT {
    private static final int PARKED = 50;
    private static final int OTHERS = 40;
    private static RealJames james;

    private final List<SmtpClient> clients = new ArrayList<>();

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("gate", Ini.dot("first")))
                .with(SmtpBlock.gated("james-hook", Ini.dot("first")).handler(BlockingHook.OfJames.class.getName()))
                .with(SmtpBlock.gated("protocols-hook", Ini.dot("first")).handler(BlockingHook.OfProtocols.class.getName()))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @AfterEach
    void leave() {
        BlockingHook.letGo();
        clients.forEach(SmtpClient::close);
    }

    @Test
    void otherSessionsShouldBeAnsweredWhileFiftyDotsAreParked() {
        List<Scene> scenes = new ArrayList<>();
        for (int number = 0; number < PARKED; number++) {
            scenes.add(park("gate", "parked"));
        }

        greetOthers("gate");

        assertThat(scenes).allMatch(scene -> scene.part(First.class).calls() == 1);
        scenes.forEach(scene -> scene.part(First.class).call().release(Verdict.pass()));
        clients.subList(0, PARKED).forEach(client -> client.expect(250));
        Map<String, Long> delivered = james.deliveriesBySender();
        assertThat(scenes).allSatisfy(scene -> assertThat(delivered.get(scene.sender())).isEqualTo(1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"james-hook", "protocols-hook"})
    void otherSessionsShouldBeAnsweredWhileAnotherMakersHookBlocks(String block) {
        BlockingHook.block();
        List<Scene> scenes = new ArrayList<>();
        for (int number = 0; number < PARKED; number++) {
            Scene scene = Scene.open("blocked");
            scenes.add(scene);
            clients.add(james.connect(block).send(scene.sender(), RealJames.BEN, Letter.any()));
        }
        Patience.await("several hooks block").until(() -> BlockingHook.blocked() >= 8);

        greetOthers(block);

        BlockingHook.letGo();
        clients.subList(0, PARKED).forEach(client -> client.expect(250));
        Map<String, Long> delivered = james.deliveriesBySender();
        assertThat(scenes).allSatisfy(scene -> assertThat(delivered.get(scene.sender())).isEqualTo(1L));
    }

    @Test
    void theRunningFiltersShouldBeCancelledWhenTheirClientsDropWhileOthersStayParked() {
        List<Scene> staying = new ArrayList<>();
        List<Scene> leaving = new ArrayList<>();
        for (int number = 0; number < PARKED; number++) {
            (number % 2 == 0 ? staying : leaving).add(park("gate", "either"));
        }
        for (int number = 1; number < PARKED; number += 2) {
            clients.get(number).dropByReset();
        }

        leaving.forEach(scene -> scene.part(First.class).call().awaitCancelled());
        assertThat(staying).noneMatch(scene -> scene.part(First.class).call().isCancelled());
        staying.forEach(scene -> scene.part(First.class).call().release(Verdict.pass()));
        for (int number = 0; number < PARKED; number += 2) {
            clients.get(number).expect(250);
        }
    }

    @Test
    void threadsShouldStayFewWhenManyDotsAreParked() {
        for (int warm = 0; warm < 64; warm++) {
            try (SmtpClient client = james.connect("gate")) {
                client.send(Scene.open("warm").sender(), RealJames.BEN, Letter.any()).expect(250);
                client.quit();
            }
        }
        int idle = ManagementFactory.getThreadMXBean().getThreadCount();
        List<Scene> scenes = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            scenes.add(park("gate", "many"));
        }

        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(idle + 40);
        scenes.forEach(scene -> scene.part(First.class).call().release(Verdict.pass()));
        clients.forEach(client -> client.expect(250));
    }

    private Scene park(String block, String label) {
        Scene scene = Scene.open(label);
        scene.part(First.class).holds();
        clients.add(james.connect(block).send(scene.sender(), RealJames.BEN, Letter.any()));
        scene.part(First.class).call();
        return scene;
    }

    /** Many more connections than James has I/O threads say what they say before a message. */
    private void greetOthers(String block) {
        for (int number = 0; number < OTHERS; number++) {
            try (SmtpClient other = james.connect(block)) {
                other.command("MAIL FROM:<other@client.test>", 250);
                other.command("RCPT TO:<ben@dotgate.test>", 250);
                other.quit();
            }
        }
    }
}
