package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command that the documentation shows is one that the command line knows, with the options shown. */
class CommandsShownTest {
    private static final Pattern SHOWN =
            Pattern.compile("(?:\\./dotgate|java -jar \\S*dotgate\\S*\\.jar)((?: +[^\\s|;&#`]+)*)");

    static Stream<Arguments> shown() throws IOException {
        Stream<Arguments> pages = Page.all().stream().flatMap(page -> page.commands().stream().flatMap(line -> in(page.toString(), line)));
        Stream<Arguments> samples = Files.readAllLines(Page.TOP.resolve("conf-samples/dotgate.ini")).stream()
                .flatMap(line -> in("conf-samples/dotgate.ini", line));
        Stream<Arguments> script = Files.readAllLines(Page.TOP.resolve("dotgate")).stream()
                .filter(line -> line.startsWith("#")).flatMap(line -> in("dotgate", line.replaceAll("[\\[\\]]", "")));
        return Stream.of(pages, samples, script).flatMap(all -> all);
    }

    private static Stream<Arguments> in(String where, String line) {
        return SHOWN.matcher(line).results().map((MatchResult command) -> command.group(1).trim())
                .filter(words -> !words.isEmpty()).map(words -> Arguments.of(where, words));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("shown")
    void commandLineShouldKnowWhatIsShown(String where, String words) {
        List<String> arguments = List.of(words.split(" +"));
        CommandLine all = new CommandLine(new Commands());
        if (arguments.get(0).equals("COMMAND")) {
            return;
        }
        assertThat(all.getSubcommands()).containsKey(arguments.get(0));
        if (arguments.get(0).equals("bench")) {
            // a signpost only; what follows is for the measurements, which are no part of the JAR
            return;
        }
        CommandLine command = all;
        for (String argument : arguments) {
            if (command.getSubcommands().isEmpty()) {
                break;
            }
            assertThat(command.getSubcommands()).containsKey(argument);
            command = command.getSubcommands().get(argument);
        }
        List<String> options = command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names())).collect(Collectors.toList());
        assertThat(options).containsAll(
                arguments.stream().skip(1).filter(argument -> argument.startsWith("--")).collect(Collectors.toList()));
    }

    @Test
    void everyCommandShouldBeShownInTheReadme() {
        List<String> shown = Page.of("README.md").commands();

        assertThat(new CommandLine(new Commands()).getSubcommands().keySet())
                .allSatisfy(name -> assertThat(shown).anyMatch(line -> line.startsWith("./dotgate " + name)));
    }
}
