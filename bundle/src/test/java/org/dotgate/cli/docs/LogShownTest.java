package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dotgate.insight.Outcome;
import org.junit.jupiter.api.Test;

/** docs/log.md explains every field that a line of the log can have, and no other. */
class LogShownTest {
    private static final Pattern ADDED = Pattern.compile("\\.with\\(\"([a-z]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| .+ \\|$");

    @Test
    void fieldsShouldBeThoseOfTheCode() throws IOException {
        Set<String> fields = new TreeSet<>();
        for (String module : Stream.of("engine", "hooks", "mailets").map(name -> name + "/src/main/java").toList()) {
            try (Stream<Path> files = Files.walk(Page.TOP.resolve(module))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("LogFields")) {
                        ADDED.matcher(source).results().forEach(field -> fields.add(field.group(1)));
                    }
                }
            }
        }
        Set<String> shown = new TreeSet<>();
        ROW.matcher(Files.readString(Page.TOP.resolve("docs/log.md"))).results().forEach(row -> shown.add(row.group(1)));

        assertThat(fields).hasSizeGreaterThan(6);
        assertThat(shown).isEqualTo(fields);
    }

    @Test
    void outcomesShouldAllBeExplained() {
        assertThat(Page.of("docs/log.md").spans()).containsAll(Stream.of(Outcome.values()).map(Outcome::label).toList());
    }
}
