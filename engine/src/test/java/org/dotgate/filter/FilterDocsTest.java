package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.dotgate.filter.allow.AllowFilterType;
import org.dotgate.filter.custom.CustomFilterType;
import org.dotgate.filter.delay.DelayFilterType;
import org.dotgate.filter.dkim.DkimFilterType;
import org.dotgate.filter.exec.ExecFilterType;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.Values;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/filters-*.md to what the filter types do. */
class FilterDocsTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLE =
            TOP.resolve("examples/no-invoices/src/main/java/org/example/filters/NoInvoices.java");
    private static final List<String> COMMON =
            List.of("type", "required", "timeout", "on-timeout", "on-error", "keep", "mode", "reply");

    @TempDir
    Path james;

    @BeforeEach
    void installSamples() throws Exception {
        Path filters = Files.createDirectories(james.resolve("conf/filters"));
        try (Stream<Path> samples = Files.list(TOP.resolve("conf-samples/filters"))) {
            for (Path sample : samples.toList()) {
                Files.copy(sample, filters.resolve(sample.getFileName()));
            }
        }
        Files.copy(TOP.resolve("conf-samples/allow.txt"), james.resolve("conf/allow.txt"));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("filters-exec.md", new ExecFilterType()),
                Arguments.of("filters-delay.md", new DelayFilterType()),
                Arguments.of("filters-dkim.md", new DkimFilterType()),
                Arguments.of("filters-class.md", new CustomFilterType()),
                Arguments.of("filters-allow.md", new AllowFilterType()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyKeyShouldHaveALineInTheTable(String page, FilterType type) throws Exception {
        List<String> lines = Files.readAllLines(TOP.resolve("docs").resolve(page));
        for (Key<?> key : type.keys()) {
            String fallback = key.fallback() == null ? "none, must be given" : key.fallback().isEmpty() ? "empty" : key.fallback();
            assertThat(lines).anyMatch(line -> line.startsWith("| `" + key.name() + "` | " + fallback + " |"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everySampleShouldBeAValidConfiguration(String page, FilterType type) throws Exception {
        List<String> samples = blocks(page, "ini");
        assertThat(samples).isNotEmpty();
        for (String sample : samples) {
            List<Section> filters = Section.startingWith(IniFile.parse(sample, page), "filter ");
            assertThat(filters).isNotEmpty();
            for (Section section : filters) {
                List<Key<?>> keys = new ArrayList<>(type.keys());
                COMMON.forEach(name -> keys.add(Key.of(name, Values.TEXT, "", "common to all filters")));
                section.refuseUnknown(keys);
                assertThat(section.get(Key.required("type", Values.TEXT, "the type"))).isEqualTo(type.name());
                type.create(section, host()).close();
            }
        }
    }

    @Test
    void scriptInTheTextShouldBeTheSample() throws Exception {
        assertThat(blocks("filters-exec.md", "sh"))
                .containsExactly(Files.readString(TOP.resolve("conf-samples/filters/check.sh")));
    }

    @Test
    void classInTheTextShouldBeTheExample() throws Exception {
        String source = Files.readString(EXAMPLE);
        assertThat(blocks("filters-class.md", "java")).hasSize(1).allMatch(source::endsWith);
    }

    @Test
    void everyVariableShouldBeInTheTable() throws Exception {
        String page = Files.readString(TOP.resolve("docs/filters-exec.md"));
        String source = Files.readString(Path.of("src/main/java/org/dotgate/filter/exec/ScriptEnvironment.java"));
        List<String> variables =
                Pattern.compile("\"(DOTGATE_[A-Z_]+)\"").matcher(source).results().map(match -> match.group(1)).toList();
        assertThat(variables).hasSizeGreaterThan(10).allMatch(name -> page.contains("`" + name + "`"));
    }

    private static List<String> blocks(String page, String language) throws Exception {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(Files.readString(TOP.resolve("docs").resolve(page)))
                .results().map((MatchResult match) -> match.group(1)).toList();
    }

    /** A house whose extensions hold the example, which Maven builds only after the engine. */
    private FilterHost host() throws Exception {
        Path classes = Files.createDirectories(james.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "11",
                "-cp", Path.of("target/classes").toString(), "-d", classes.toString(), EXAMPLE.toString());
        assertThat(status).isZero();
        ClassLoader extensions = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        return new FilterHost(james, new ManualTimer(), Runnable::run, extensions);
    }
}
