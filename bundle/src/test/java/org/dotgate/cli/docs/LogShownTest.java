package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.Outcome;
import org.junit.jupiter.api.Test;

/** docs/log.md explains every field that a line of the log can have, and no other. */
class LogShownTest {
    private static final Pattern ADDED = Pattern.compile("\\.with\\(\"([a-z]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| .+ \\|$");
    private static final Pattern BY = Pattern.compile("Decision\\.(?:deferred|discarded|accepted)\\([^;\"]*\"([a-z ]+)\"");
    private static final Pattern NAMED = Pattern.compile("`([a-z ]+)`");

    @Test
    void fieldsShouldBeThoseOfTheCode() throws IOException {
        Set<String> fields = new TreeSet<>();
        for (String source : sources()) {
            if (source.contains("LogFields")) {
                ADDED.matcher(source).results().forEach(field -> fields.add(field.group(1)));
            }
        }
        Set<String> shown = new TreeSet<>();
        ROW.matcher(part("## The fields")).results().forEach(row -> shown.add(row.group(1)));

        assertThat(fields).hasSizeGreaterThan(6);
        assertThat(shown).isEqualTo(fields);
    }

    @Test
    void whatDecidesShouldAllBeExplained() throws IOException {
        Set<String> by = new TreeSet<>(MetricName.RECIPIENT_BY.kinds());
        by.remove("other");
        for (String source : sources()) {
            BY.matcher(source).results().forEach(one -> by.add(one.group(1)));
        }
        Set<String> shown = new TreeSet<>();
        part("## By what").lines().filter(line -> line.startsWith("| `"))
                .forEach(row -> NAMED.matcher(row.replaceFirst("^\\| ([^|]+) \\|.*", "$1")).results().forEach(one -> shown.add(one.group(1))));

        assertThat(by).contains("patience", "drop", "spool", "deadline");
        assertThat(shown).containsAll(by).contains("chain", "exempt", "no filter", "size");
    }

    private static String part(String heading) throws IOException {
        return Files.readString(Page.TOP.resolve("docs/log.md")).split("(?m)^" + heading + "$")[1].split("(?m)^## ")[0];
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("engine", "hooks", "mailets")) {
            try (Stream<Path> files = Files.walk(Page.TOP.resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    @Test
    void outcomesShouldAllBeExplained() {
        assertThat(Page.of("docs/log.md").spans()).containsAll(Stream.of(Outcome.values()).map(Outcome::label).toList());
    }
}
