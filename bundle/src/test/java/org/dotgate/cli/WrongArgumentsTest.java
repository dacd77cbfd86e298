package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dotgate.cli.callout.FakeWebAdmin;
import org.dotgate.cli.callout.Ran;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whatever is wrong with what was typed, or with where it leads, each command says what, and what would be right. */
class WrongArgumentsTest {
    /** What each command wants besides options, so that nothing is missing. */
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("check-config", "any.ini"), Map.entry("judge", "any.eml"), Map.entry("completion", "bash"), Map.entry("bench", "dot"),
            Map.entry("callout forget", "a@b.test"), Map.entry("callout probe", "a@b.test"),
            Map.entry("greylist show", "192.0.2.0/24"), Map.entry("greylist delete", "192.0.2.0/24"),
            Map.entry("greylist expire", "192.0.2.0/24 a@b.test c@d.test"), Map.entry("greylist allow", "192.0.2.0/24 a@b.test c@d.test"),
            Map.entry("kept show", "Mail1"), Map.entry("kept release", "Mail1"), Map.entry("kept delete", "Mail1"));
    /** What tells nothing that a machine would want to take apart. */
    private static final Set<String> FOR_PEOPLE = Set.of("demo", "bench", "calloutd", "completion");

    @TempDir
    private Path folder;

    /** All commands that have none below them. */
    static List<String> commands() {
        List<String> commands = new ArrayList<>();
        new CommandLine(new Commands()).getSubcommands().forEach((name, one) -> {
            if (one.getSubcommands().isEmpty()) {
                commands.add(name);
            }
            one.getSubcommands().keySet().forEach(verb -> commands.add(name + " " + verb));
        });
        return commands;
    }

    /** Those that ask a James. */
    static Stream<String> asking() {
        return commands().stream().filter(command -> options(command).contains("--webadmin"));
    }

    private static List<String> options(String command) {
        CommandLine line = new CommandLine(new Commands());
        for (String word : command.split(" ")) {
            line = line.getSubcommands().get(word);
        }
        return line.getCommandSpec().options().stream().flatMap(option -> Stream.of(option.names())).toList();
    }

    private static Ran run(String command, String... more) {
        String parameters = PARAMETERS.getOrDefault(command, "");
        List<String> words = new ArrayList<>(List.of((command + " " + parameters).trim().split(" ")));
        words.addAll(List.of(more));
        return Ran.command(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void optionShouldBeNamedWhenThereIsNoSuchOne(String command) {
        Ran ran = run(command, "--nonsense");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--nonsense", "Usage: dotgate " + command);
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpShouldTellWhatIsValidAndHowItEnds(String command) {
        Ran ran = run(command, "--help");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("Usage: dotgate " + command).containsPattern("Exit codes: [01] ");
        assertThat(options(command).contains("--json")).isNotEqualTo(FOR_PEOPLE.contains(command));
    }

    @ParameterizedTest
    @MethodSource("asking")
    void urlShouldBeNamedWhenNoJamesIsThere(String command) throws IOException {
        String url;
        try (FakeWebAdmin gone = new FakeWebAdmin()) {
            url = gone.url();
        }

        Ran ran = run(command, "--webadmin", url);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).startsWith("dotgate: no James answers at " + url).contains("--webadmin").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @MethodSource("asking")
    void tokenShouldBeAskedForWhenJamesWantsOne(String command) throws IOException {
        try (FakeWebAdmin james = new FakeWebAdmin().always(401, "{\"message\":\"No Bearer header.\"}")) {
            Ran ran = run(command, "--webadmin", james.url());
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("put a token for its WebAdmin into DOTGATE_TOKEN").doesNotContain("does not take");

            assertThat(run(command, "--webadmin", james.url(), "--token", "wrong").err()).contains("it does not take the one given");
        }
    }

    /** James gives 401 for what is wrong with a token; 403 is Dotgate's, and has another remedy. */
    @ParameterizedTest
    @MethodSource("asking")
    void remedyShouldBeThatOfTheMessageWhenTheNameIsForbidden(String command) throws IOException {
        String message = "over loopback, WebAdmin is to be asked for as localhost: a name with dots could be anybody's";
        try (FakeWebAdmin james = new FakeWebAdmin().always(403, "{\"message\":\"" + message + "\"}")) {
            Ran ran = run(command, "--webadmin", james.url());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).isEqualToIgnoringNewLines("dotgate: " + james.url() + " answers 403: " + message);
        }
    }

    @ParameterizedTest
    @MethodSource("asking")
    void configurationShouldBeNamedToJamesWhenOneIsMeant(String command) throws IOException {
        String none = "that configuration is not in use, or has nothing of this; those that have are file://conf/a.ini, file://conf/b.ini";
        try (FakeWebAdmin james = new FakeWebAdmin().always(404, "{\"message\":\"" + none + "\"}")) {
            Ran ran = run(command, "--webadmin", james.url(), "--of", "file://conf/c.ini");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err() + ran.out()).contains(none);
            assertThat(james.requests()).isNotEmpty().allMatch(request -> request.contains("config=file%3A%2F%2Fconf%2Fc.ini"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "check-config                              | FILE",
        "judge                                     | FILE",
        "judge --client nowhere.invalid. a         | --client",
        "judge --client                            | --client",
        "judge --sender anna a                     | no address such as anna@example.org, nor <>",
        "judge --sender <anna@a.test a             | no address such as anna@example.org, nor <>",
        "judge --recipient <> a                    | no address such as anna@example.org",
        "judge --recipient ben a                   | no address such as anna@example.org",
        "callout forget <>                         | no address such as anna@example.org",
        "greylist allow --client 192.0.2.1 --sender anna --recipient b@c.test | no address such as anna@example.org, nor <>",
        "greylist allow --client 192.0.2.1 --sender <> --recipient <>         | no address such as anna@example.org",
        "callout                                   | a command is missing",
        "callout probe                             | ADDRESS",
        "callout probe nobody                      | nobody",
        "callout forget                            | ADDRESS",
        "callout list --limit 0                    | --limit must be a number from 1 on",
        "callout list --answer maybe               | found, not_found, refused, unknown, catch_all and unroutable",
        "callout list --stage late                 | there are soft and hard",
        "callout list --of a --config b.ini        | --of and --config exclude each other",
        "greylist                                  | a command is missing",
        "greylist show                             | KEY is missing",
        "greylist delete a@b.test c@d.test         | such as 192.0.2.0/24",
        "greylist expire 192.0.2.0/24              | KEY",
        "greylist allow                            | either KEY is wanted, or --client, --sender and --recipient",
        "greylist allow --client 192.0.2.1         | either KEY is wanted, or --client, --sender and --recipient",
        "greylist list --limit -1                  | --limit must be a number from 1 on",
        "greylist list --state asleep              | there are waiting, passed and unreadable",
        "greylist list --of a --config b.ini       | --of and --config exclude each other",
        "greylist list --webadmin x --json         | is no URL such as http://127.0.0.1:8000",
        "kept                                      | list, show, release or delete",
        "kept show                                 | KEY",
        "kept list --offset -1                     | --offset at 0",
        "decisions --limit none                    | --limit",
        "status --webadmin ftp://a                 | is no URL such as http://127.0.0.1:8000",
        "completion                                | SHELL",
        "completion tcsh                           | bash, zsh",
        "calloutd surplus                          | surplus",
        "demo surplus                              | surplus",
        "bench                                     | WHAT",
        "greylsit                                  | greylist",
    })
    void usageShouldSayWhatIsWrongAndWhatIsValid(String arguments, String told) {
        Ran ran = Ran.command(arguments.split(" +"));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(told);
        assertThat(ran.err().contains("Usage: dotgate") || ran.err().contains("Did you mean")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "check-config FILE                         | 1",
        "judge --config FILE any.eml               | 1",
        "calloutd --config FILE                    | 78",
        "callout list --config FILE                | 1",
        "callout forget --config FILE a@b.test     | 1",
        "callout probe --config FILE a@b.test      | 4",
        "greylist list --config FILE               | 1",
        "greylist show --config FILE 192.0.2.0/24  | 1",
        "greylist delete --config FILE 192.0.2.0/24 | 1",
    })
    void fileShouldBeNamedWhenItIsNotThere(String arguments, int exit) {
        String missing = folder.resolve("missing.ini").toString();

        Ran ran = Ran.command(arguments.replace("FILE", missing).split(" +"));

        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.err()).contains(missing + ": does not exist").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"judge --config INI missing.eml", "judge --config INI empty"})
    void messageShouldBeNamedWhenThereIsNone(String arguments) throws IOException {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Path ini = Files.writeString(conf.resolve("dotgate.ini"), "");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Ran ran = Ran.command(arguments.replace("INI", ini.toString()).replaceFirst("empty$", empty.toString()).split(" "));

        assertThat(ran.out()).contains(arguments.endsWith("empty") ? "0 messages" : "missing.eml: does not exist");
        assertThat(ran.err()).isEqualToIgnoringNewLines(arguments.endsWith("empty") ? "dotgate: there is no message in " + empty : "");
        assertThat(ran.exit()).isEqualTo(1);
    }
}
