package org.dotgate.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dotgate.cli.callout.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    private Path folder;

    @Test
    void bashShouldCompleteCommandsAndOptionsWhenItHasReadTheScript() throws Exception {
        Ran ran = Ran.command("completion", "bash");
        assertThat(ran.exit()).as(ran.err()).isZero();
        Path script = Files.writeString(folder.resolve("completion"), ran.out());
        Path ask = Files.writeString(folder.resolve("ask"), "compopt() { :; }\nsource " + script + "\nCOMP_WORDS=(dotgate kept re)\nCOMP_CWORD=2\n"
                + "_complete_dotgate\necho \"${COMPREPLY[@]}\"\nCOMP_WORDS=(dotgate judge --j)\nCOMP_CWORD=2\n_complete_dotgate\n"
                + "echo \"${COMPREPLY[@]}\"\n");

        Path said = folder.resolve("said");
        Process bash = new ProcessBuilder("bash", ask.toString()).redirectErrorStream(true).redirectOutput(said.toFile()).start();

        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said, StandardCharsets.UTF_8).lines()).containsExactly("release", "--json");
    }
}
