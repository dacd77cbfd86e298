package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Configurations with which calloutd does not start, and what it says of them. */
class CalloutdSettingsTest {
    private static final String REDIS = "[store]\nurl = redis://127.0.0.1:1/0\n";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("store is a folder", "[store]\nurl = file:var/dotgate\n[callout]\nserver = redis\n", ":2: [store] url: ",
                        "redis://host:6379/0"),
                Arguments.of("no store", "[callout]\nserver = redis\n", ": [store] url: ", "redis://host:6379/0"),
                Arguments.of("store is nothing", "[store]\nurl = ldap://x\n[callout]\nserver = redis\n", ":2: [store] url: ", "valid are"),
                Arguments.of("embedded", REDIS + "[callout]\nenabled = yes\nserver = embedded\n", ":5: [callout] server: ",
                        "say 'server = redis'"),
                Arguments.of("embedded by default", REDIS + "[callout]\nenabled = yes\n", ":3: [callout] server: ", "say 'server = redis'"),
                Arguments.of("not enabled", REDIS + "[callout]\nenabled = no\nserver = redis\n", ":3: ", "say 'enabled = yes'"),
                Arguments.of("no call-outs", REDIS, ": ", "say 'enabled = yes'"),
                Arguments.of("unknown key", REDIS + "[callout]\nserve = redis\n", ":4: there is no key 'serve'", "server"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void calloutdShouldNotStartWhenSomethingIsWrong(String label, String ini, String where, String remedy) throws IOException {
        Path file = Files.writeString(folder.resolve("dotgate.ini"), ini);

        assertThat(run("calloutd", "--config", file.toString())).isEqualTo(78);

        assertThat(err.toString()).startsWith("dotgate: " + file + where).contains(remedy).doesNotContain("\tat ");
    }

    @Test
    void calloutdShouldEndAsOneThatIsTriedAgainWhenTheResolverIsNotFound() throws IOException {
        Path file = Files.writeString(folder.resolve("dotgate.ini"),
                REDIS + "[callout]\nenabled = yes\nserver = redis\nresolver = nowhere.invalid.:53\n");

        assertThat(run("calloutd", "--config", file.toString())).isEqualTo(1);

        assertThat(err.toString()).startsWith("dotgate: there is no host 'nowhere.invalid.'").doesNotContain("\tat ");
    }

    @Test
    void calloutdShouldLookInTheDirectoryWhenOneIsGiven() {
        assertThat(run("calloutd", "--directory", folder.toString())).isEqualTo(78);

        assertThat(err.toString()).startsWith("dotgate: " + folder.resolve("conf/dotgate.ini") + ": does not exist");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Commands.commandLine();
        commandLine.setOut(new PrintWriter(new StringWriter(), true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
