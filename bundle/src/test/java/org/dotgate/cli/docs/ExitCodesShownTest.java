package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.cli.Commands;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * docs/command-line.md has the exit codes that each command tells of itself. With {@code -Dreference=write} the table is
 * written anew.
 */
class ExitCodesShownTest {
    private static final Path PAGE = Page.TOP.resolve("docs/command-line.md");
    private static final String HEAD = "| command | exit codes |\n|---|---|\n";
    private static final Pattern TABLE = Pattern.compile(Pattern.quote(HEAD) + "(?:\\|.*\n)*");
    private static final Pattern CODES = Pattern.compile("Exit codes: (0 .+)\\.$");

    @Test
    void tableShouldBeThatOfTheCommands() throws IOException {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        new CommandLine(new Commands()).getSubcommands().forEach((name, one) -> {
            if (one.getSubcommands().isEmpty()) {
                commands.put(name, one);
            }
            one.getSubcommands().forEach((verb, below) -> commands.put(name + " " + verb, below));
        });
        String table = HEAD + commands.entrySet().stream().map(command -> row(command.getKey(), command.getValue()))
                .collect(Collectors.joining());
        String page = Files.readString(PAGE);
        assertThat(TABLE.matcher(page).results()).hasSize(1);
        if ("write".equals(System.getProperty("reference"))) {
            page = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table));
            Files.writeString(PAGE, page);
        }

        assertThat(page).as("run this test with -Dreference=write").contains(table);
    }

    private static String row(String name, CommandLine command) {
        String codes = Stream.of(command.getCommandSpec().usageMessage().footer()).map(CODES::matcher).filter(Matcher::find)
                .map(line -> line.group(1)).findFirst().orElseThrow(() -> new AssertionError(name + " does not tell its exit codes"));
        assertThat(codes).as(name).contains(", 2 the command line was wrong");
        return "| `" + name + "` | " + codes.replaceAll("(^|, )([0-9]+) ", "$1**$2** ") + " |\n";
    }
}
