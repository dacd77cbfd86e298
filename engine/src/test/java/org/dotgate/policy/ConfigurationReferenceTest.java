package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.filter.DotSettings;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.Key;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.StoreSettings;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds docs/configuration.md to the keys there are. The tables are made from the keys' own documentation; with
 * {@code -Dreference=write} this test writes them anew.
 */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @TempDir
    private Path folder;

    static Stream<Map.Entry<String, List<Key<?>>>> sections() {
        Map<String, List<Key<?>>> sections = new LinkedHashMap<>();
        sections.put("[dotgate]", PolicyLoader.DOTGATE_KEYS);
        sections.put("[store]", StoreSettings.KEYS);
        sections.put("[dot]", DotSettings.KEYS);
        sections.put("[greylist]", GreylistSettings.KEYS);
        sections.put("[callout]", CalloutSettings.KEYS);
        sections.put("[filter NAME]", PolicyLoader.FILTER_KEYS);
        for (FilterType type : StockFilters.types()) {
            if (!type.keys().isEmpty()) {
                sections.put("type = " + type.name(), type.keys());
            }
        }
        return sections.entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void tableShouldTellEveryKeyWithItsDefault(Map.Entry<String, List<Key<?>>> section) throws IOException {
        String title = section.getKey();
        String table = table(section.getValue());
        Matcher place = Pattern.compile("(?s)(### `" + Pattern.quote(title) + "`\n\n(?:[^|#][^\n]*\n+)*)(\\| key.*?\n)(?=\n|\\z)")
                .matcher(Files.readString(PAGE));

        assertThat(place.find()).as("docs/configuration.md has a heading `%s` and a table below it", title).isTrue();
        if ("write".equals(System.getProperty("reference"))) {
            Files.writeString(PAGE, place.replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + table)));
        } else {
            assertThat(place.group(2)).isEqualTo(table);
        }
    }

    @Test
    void pageShouldNameNoSectionThatIsNotThere() throws IOException {
        List<String> known = sections().map(section -> "### `" + section.getKey() + "`").collect(Collectors.toList());

        assertThat(Files.readAllLines(PAGE)).filteredOn(line -> line.startsWith("### `")).containsExactlyInAnyOrderElementsOf(known);
    }

    /** Whoever adds a section, and forgets it above. */
    @Test
    void everyKeyOfTheSourcesShouldBeInATable() throws IOException {
        String page = Files.readString(PAGE);
        Pattern key = Pattern.compile("Key\\.(?:<[^(]*>)?(?:of|required)\\(\\s*\"([a-z0-9-]+)\"");
        List<String> names;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            names = files.filter(file -> file.toString().endsWith(".java")).flatMap(file -> key.matcher(text(file)).results())
                    .map(found -> found.group(1)).collect(Collectors.toList());
        }

        assertThat(names).hasSizeGreaterThan(60).allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` | "));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void samplesShouldBeValid() throws Exception {
        Matcher samples = Pattern.compile("(?s)```ini\n(.*?)```").matcher(Files.readString(PAGE));
        int count = 0;
        while (samples.find()) {
            load(samples.group(1)).dot().retire();
            count++;
        }

        assertThat(count).isPositive();
    }

    @Test
    void defaultsShouldBeValidValuesOfTheirKeys() throws Exception {
        StringBuilder all = new StringBuilder();
        sections().filter(section -> !section.getKey().startsWith("[filter")).forEach(section -> {
            if (section.getKey().startsWith("[")) {
                all.append(section.getKey()).append('\n');
                section.getValue().forEach(key -> all.append(key.name()).append(" = ").append(key.fallback()).append('\n'));
            }
        });

        Policy spelledOut = load(all.toString());

        assertThat(spelledOut.dot().settings()).usingRecursiveComparison().isEqualTo(load("").dot().settings());
    }

    private Policy load(String text) throws IOException, SettingsException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("spamwords.txt"), "free money\n");
        Path ini = Files.writeString(conf.resolve("dotgate.ini"), text);
        return new PolicyLoader(StockFilters.types()).load(ini, "docs/configuration.md",
                new FilterHost(folder, new ManualTimer(), Runnable::run, getClass().getClassLoader()));
    }

    private static String table(List<Key<?>> keys) {
        StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
        for (Key<?> key : keys) {
            String fallback = key.fallback() == null ? "must be given" : key.fallback().isEmpty() ? "empty" : "`" + key.fallback() + "`";
            table.append("| `").append(key.name()).append("` | ").append(fallback).append(" | ")
                    .append(key.text().replace("|", "\\|")).append(" |\n");
        }
        return table.toString();
    }
}
