package org.dotgate.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.cli.Commands;
import org.dotgate.cli.callout.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompletionCommandTest {
    @TempDir
    private Path folder;

    @Test
    void bashShouldKnowEveryCommandAndEveryOption() throws Exception {
        CommandLine all = new CommandLine(new Commands());
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        wanted.put("dotgate", all.getSubcommands().keySet());
        all.getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                wanted.put("dotgate " + name + " -", options(command));
            } else {
                wanted.put("dotgate " + name, command.getSubcommands().keySet());
                command.getSubcommands().forEach((verb, one) -> wanted.put("dotgate " + name + " " + verb + " -", options(one)));
            }
        });
        StringBuilder questions = new StringBuilder("compopt() { :; }\nsource <(cat \"$1\")\n");
        wanted.keySet().forEach(line -> questions.append("COMP_WORDS=(").append(line.endsWith(" -") ? line : line + " ''")
                .append(")\nCOMP_CWORD=").append(line.split(" ").length - (line.endsWith(" -") ? 1 : 0)).append("\nCOMPREPLY=()\n_complete_dotgate\n")
                .append("echo \"${COMPREPLY[@]}\"\n"));
        Path script = Files.writeString(folder.resolve("completion"), Ran.command("completion", "bash").out());
        Path said = folder.resolve("said");

        Process bash = new ProcessBuilder("bash", Files.writeString(folder.resolve("ask"), questions).toString(), script.toString())
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();

        assertThat(bash.waitFor(180, TimeUnit.SECONDS)).isTrue();
        List<String> answers = Files.readAllLines(said);
        assertThat(answers).hasSize(wanted.size());
        int at = 0;
        for (Map.Entry<String, Set<String>> one : wanted.entrySet()) {
            assertThat(answers.get(at++).split(" +")).as(one.getKey()).containsAll(one.getValue());
        }
    }

    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream().filter(option -> !option.hidden()).flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
    }

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

        assertThat(bash.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said, StandardCharsets.UTF_8).lines()).containsExactly("release", "--json");
    }
}
