package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/adr/README.md lists every decision, by the number and the title that its file has, and no other. */
class DecisionsListedTest {
    private static final Path FOLDER = Page.TOP.resolve("docs/adr");
    private static final Pattern NAME = Pattern.compile("0*([1-9][0-9]*)-.*\\.md");

    @Test
    void everyDecisionShouldBeListedWithItsTitle() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(FOLDER.resolve("README.md"))) {
            rows = lines.filter(line -> line.matches("\\| [0-9].*")).collect(Collectors.toList());
        }
        List<String> expected;
        try (Stream<Path> files = Files.list(FOLDER)) {
            expected = files.filter(file -> !file.endsWith("README.md")).sorted().map(DecisionsListedTest::row).collect(Collectors.toList());
        }

        assertThat(rows).isNotEmpty().isEqualTo(expected);
    }

    private static String row(Path file) {
        String name = file.getFileName().toString();
        Matcher number = NAME.matcher(name);
        assertThat(number.matches()).as(name).isTrue();
        String heading = "# " + number.group(1) + ". ";
        String first = firstLine(file);
        assertThat(first).startsWith(heading);
        return "| " + number.group(1) + " | [" + first.substring(heading.length()) + "](" + name + ") |";
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
