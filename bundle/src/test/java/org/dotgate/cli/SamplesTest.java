package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What conf-samples and the demo's messages are together, without a James. */
class SamplesTest {
    private static final String CONFIG = Path.of("..", "conf-samples", "dotgate.ini").toString();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void sampleShouldHaveNoMistakesWhenChecked() {
        assertThat(run("check-config", CONFIG)).as(err.toString()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "clean.eml, accepted",
        "hidden-words.eml, refused by words: 550 5.7.1",
        "kept.eml, refused by keep: 550 5.7.1",
    })
    void messageShouldBeJudgedAsTheDemoSaysWhenItIs(String name, String decision) throws IOException {
        Path message = folder.resolve(name);
        try (InputStream shipped = SamplesTest.class.getResourceAsStream("/org/dotgate/cli/demo/" + name)) {
            Files.copy(shipped, message);
        }

        run("judge", "--config", CONFIG, message.toString());

        assertThat(out.toString()).as(err.toString()).contains(message + ": " + decision);
    }

    private int run(String... arguments) {
        CommandLine commandLine = Commands.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
