package org.dotgate.cli.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutService;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Prober;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.file.FileStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dotgate callout list} and {@code forget}, with the files of a James that does not run. */
@Timeout(60)
class RememberedInStoreTest {
    @TempDir
    private Path james;

    private Path config;
    private Path store;

    @BeforeEach
    void writeConfiguration() throws Exception {
        config = Files.createDirectories(james.resolve("conf")).resolve("dotgate.ini");
        store = james.resolve("var/dotgate");
        Files.writeString(config, "[callout]\nenabled = yes\n");
    }

    @Test
    void listShouldTellWhatAJamesHasLeftBehind() throws Exception {
        remember(Map.of("anna@example.test", Answer.FOUND, "ben@other.test", Answer.NOT_FOUND));

        Ran ran = Ran.command("callout", "list", "--config", config.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines().skip(1).map(line -> line.replaceAll(" +", " ").replaceFirst("[0-9-]+T[0-9:]+Z", "UNTIL")))
                .containsExactlyInAnyOrder("found soft UNTIL anna@example.test (rcpt of mx.test)",
                        "not_found soft UNTIL ben@other.test (rcpt of mx.test)");
        assertThat(Ran.command("callout", "list", "--config", config.toString(), "--answer", "found", "--json").out())
                .contains("\"address\":\"anna@example.test\"").doesNotContain("ben@");
        assertThat(Ran.command("callout", "list", "--config", config.toString(), "--limit", "1", "--json").out().lines()).hasSize(1);
    }

    @Test
    void listShouldBeOfWhatIsAskedFor() throws Exception {
        remember(Map.of("anna@example.test", Answer.FOUND, "ben@example.test", Answer.NOT_FOUND, "anna@other.test", Answer.FOUND));

        assertThat(listed("--address", "ANNA")).containsExactlyInAnyOrder("anna@example.test", "anna@other.test");
        assertThat(listed("--address", "anna", "--mx", "mx.test", "--answer", "found", "--stage", "soft")).hasSize(2);
        assertThat(listed("--mx", "mx.other")).isEmpty();
        assertThat(listed("--stage", "hard")).isEmpty();
        assertThat(listed("--address", "@other.test")).containsExactly("anna@other.test");
    }

    @Test
    void nothingShouldBeReadFromAFileThatHasTheNameOfAnArgument() throws Exception {
        remember(Map.of("anna@example.test", Answer.FOUND));
        Path file = Files.writeString(config.resolveSibling("arguments"), "anna");

        assertThat(listed("--address", "@" + file)).isEmpty();
    }

    private List<String> listed(String... options) {
        List<String> arguments = new ArrayList<>(List.of("callout", "list", "--config", config.toString()));
        arguments.addAll(List.of(options));
        Ran ran = Ran.command(arguments.toArray(new String[0]));
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.out().lines().skip(1).map(line -> line.replaceAll(" {2}\\(.*", "").replaceAll(".* ", "")).collect(Collectors.toList());
    }

    @Test
    void addressShouldBeGoneWhenItWasForgotten() throws Exception {
        remember(Map.of("anna@example.test", Answer.FOUND));

        assertThat(Ran.command("callout", "forget", "--config", config.toString(), "anna@example.test").exit()).isZero();

        Ran again = Ran.command("callout", "forget", "--config", config.toString(), "anna@example.test");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out()).contains("anna@example.test: nothing was remembered of it");
        assertThat(Ran.command("callout", "forget", "--json", "--config", config.toString(), "anna@example.test").out())
                .isEqualToIgnoringNewLines("{\"address\":\"anna@example.test\",\"forgotten\":false}");
        assertThat(Ran.command("callout", "list", "--config", config.toString()).out()).doesNotContain("anna");
    }

    @Test
    void reasonShouldBeToldWhenJamesHasTheFolder() throws Exception {
        try (SystemTimer timer = new SystemTimer(); FileStore open = new FileStore(store, Duration.ofSeconds(2), timer)) {
            assertThat(open.get("callouts", "x").toCompletableFuture().get(60, TimeUnit.SECONDS)).isEmpty();

            Ran ran = Ran.command("callout", "list", "--config", config.toString());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("another process uses it", "If James runs, ask its WebAdmin instead: --webadmin URL");
        }
    }

    @Test
    void noFolderShouldBeMadeWhenThereIsNone() {
        Ran ran = Ran.command("callout", "list", "--config", config.toString());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("nothing is remembered: there is no folder " + store);
        assertThat(store).doesNotExist();
    }

    @Test
    void mistakeShouldBeToldWhenTheConfigurationHasOne() throws Exception {
        Files.createDirectories(store);
        Files.writeString(config, "[callout]\nmode = loud\n");

        Ran ran = Ran.command("callout", "list", "--config", config.toString());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains(config + ":2: ");
    }

    /** Has a James find out about these addresses, and end. */
    private void remember(Map<String, Answer> answers) throws Exception {
        CalloutSettings settings = CalloutSettings.from(Section.of(IniFile.read(config, "dotgate.ini"), "callout"));
        try (SystemTimer timer = new SystemTimer(); FileStore open = new FileStore(store, Duration.ofSeconds(2), timer);
                CalloutService service = new CalloutService(open, new Knows(answers), timer, Runnable::run, settings)) {
            for (String address : List.copyOf(answers.keySet())) {
                assertThat(service.ask(settings, new CalloutQuestion(address, "mx.local.test")).get(60, TimeUnit.SECONDS).answer())
                        .hasValue(answers.get(address));
            }
        }
    }

    /** Gives answers without asking anybody. */
    private static final class Knows implements Prober {
        private final Map<String, Answer> answers;

        Knows(Map<String, Answer> answers) {
            this.answers = answers;
        }

        @Override
        public CompletableFuture<ProbeResult> probe(ProbeRequest request) {
            return CompletableFuture.completedFuture(
                    ProbeResult.of(answers.get(request.address()), Stage.RCPT, "as told").mx("mx.test").build());
        }

        @Override
        public boolean isAsking(InetAddress server) {
            return false;
        }

        @Override
        public int underWay() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
