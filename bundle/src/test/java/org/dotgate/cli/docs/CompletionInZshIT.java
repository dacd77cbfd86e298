package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/command-line.md has people put into {@code ~/.zshrc}, in a zsh with a terminal of its own, typed into. */
class CompletionInZshIT {
    private static final String LINE = "source <(dotgate completion zsh)";

    /** Takes pairs: what is typed before the tabulator, and what must be seen behind it. */
    private static final String TYPES = """
            zmodload zsh/zpty || exit
            zpty shell zsh -i
            zpty -r -m shell said '*ready> *' || exit
            while (( $# )); do
                zpty -w -n shell "dotgate $1"$'\\t'
                print -r -- "typed: $1"
                zpty -r -m shell said "*$2*" || exit
                zpty -w -n shell $'\\x15'
                shift 2
            done
            zpty -d shell
            """;

    @TempDir
    private Path home;

    @Test
    void zshShouldCompleteCommandsAndOptionsWhenItsFileHasTheLine() throws Exception {
        assertThat(Page.of("docs/command-line.md").spans()).contains(LINE);
        String zsh = SystemPrograms.find("zsh", "zsh");
        Files.writeString(home.resolve(".zshrc"), LINE + "\nPS1='ready> '\n");
        Path bin = Files.createDirectory(home.resolve("bin"));
        program(bin.resolve("dotgate"), "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -jar '"
                + System.getProperty("dotgate.jar") + "' \"$@\"");
        Path types = Files.writeString(home.resolve("types"), TYPES);

        ProcessBuilder typing = new ProcessBuilder(zsh, "-f", types.toString(), "gre", "dotgate greylist", "kept rel", "kept release",
                "judge --j", "judge --json", "callout forget --web", "callout forget --webadmin", "completion z", "completion zsh");
        typing.environment().putAll(Map.of("HOME", home.toString(), "ZDOTDIR", home.toString(), "TERM", "dumb",
                "PATH", bin + ":" + System.getenv("PATH")));
        try (RunningProgram typed = RunningProgram.start(home.resolve("said"), typing)) {
            typed.succeed();
            assertThat(typed.said().lines()).hasSize(5);
        }
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
