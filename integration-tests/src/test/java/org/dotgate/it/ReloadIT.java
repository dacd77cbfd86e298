package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration changes while James runs. */
class ReloadIT {
    @TempDir
    private Path directory;

    private RealJames james;

    @BeforeEach
    void boot() throws Exception {
        james = RealJames.in(directory).with(SmtpBlock.gated("gate", Ini.dot("first"))).start();
    }

    @AfterEach
    void end() {
        james.close();
    }

    @Test
    void otherFiltersShouldRunWhenTheFileNamesOthers() {
        assertThat(judgedBy("before").part(First.class).calls()).isEqualTo(1);

        james.file("conf/gate.ini", Ini.dot("second"));

        Patience.await("the new file counts").until(() -> judgedBy("after").part(Second.class).calls() == 1);
        assertThat(judgedBy("then").part(First.class).calls()).isZero();
    }

    @Test
    void aParkedMessageShouldBeJudgedToItsEndByTheOldFiltersWhenTheFileChanges() {
        Scene scene = Scene.open("across");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("gate")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call running = scene.part(First.class).call();
            james.file("conf/gate.ini", Ini.dot("second"));
            Patience.await("the new file counts").until(() -> judgedBy("meanwhile").part(Second.class).calls() == 1);
            running.release(Verdict.pass());
            client.expect(250);
            client.quit();
        }

        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theOldConfigurationShouldStayWhenTheNewOneIsWrong() {
        try (LogWatch log = LogWatch.open()) {
            james.file("conf/gate.ini", "[dot]\nrun = first\nbugdet = 3s\n");

            Patience.await("the mistake is logged").until(() -> log.ofDotgate().stream()
                    .anyMatch(said -> said.startsWith("ERROR") && said.contains("gate.ini:3") && said.contains("budget")));
            assertThat(judgedBy("wrong").part(First.class).calls()).isEqualTo(1);
        }

        james.file("conf/gate.ini", Ini.dot("second"));
        Patience.await("the repaired file counts").until(() -> judgedBy("repaired").part(Second.class).calls() == 1);
    }

    @Test
    void newPhrasesShouldCountWhenOnlyTheWordListChanges() {
        james.file("conf/spamwords.txt", "harmless\n");
        james.file("conf/gate.ini", """
                [dot]
                run = words
                [filter words]
                type = words
                list = conf/spamwords.txt
                """);
        Patience.await("the list counts").until(() -> codeOf("harmless") == 550);
        assertThat(codeOf("replica watches")).isEqualTo(250);

        james.file("conf/spamwords.txt", "replica watches\n");

        Patience.await("the new list counts").until(() -> codeOf("replica watches") == 550);
        assertThat(codeOf("harmless")).isEqualTo(250);
    }

    @Test
    void theOldPhrasesShouldStayWhenTheWordListIsGone() throws IOException {
        james.file("conf/spamwords.txt", "replica watches\n");
        james.file("conf/gate.ini", "[dot]\nrun = words\n[filter words]\ntype = words\nlist = conf/spamwords.txt\n");
        Patience.await("the list counts").until(() -> codeOf("replica watches") == 550);
        try (LogWatch log = LogWatch.open()) {
            Files.delete(james.directory().resolve("conf/spamwords.txt"));
            Patience.await("the loss is logged").until(() -> log.ofDotgate().stream()
                    .anyMatch(said -> said.startsWith("ERROR") && said.contains("spamwords.txt")));
        }

        assertThat(codeOf("replica watches")).isEqualTo(550);
    }

    private int codeOf(String subject) {
        try (SmtpClient client = james.connect("gate")) {
            int code = client.send("words@client.test", RealJames.BEN, Letter.about(subject)).reply().code();
            client.quit();
            return code;
        }
    }

    private Scene judgedBy(String label) {
        Scene scene = Scene.open(label);
        try (SmtpClient client = james.connect("gate")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }
        return scene;
    }
}
