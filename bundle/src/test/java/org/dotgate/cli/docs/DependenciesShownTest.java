package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/dependencies.md names whatever the modules ask Maven for, plugins too. */
class DependenciesShownTest {
    private static final Pattern ASIDE = Pattern.compile("(?s)<!--.*?-->|<exclusions>.*?</exclusions>");
    private static final Pattern COORDINATES = Pattern.compile("<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");
    private static final List<String> SHOWN = Page.of("docs/dependencies.md").spans();

    static List<String> dependencies() throws IOException {
        try (Stream<Path> files = Files.walk(Page.TOP, 3)) {
            return files.filter(file -> file.endsWith("pom.xml") && !file.toString().contains("/target/"))
                    .flatMap(DependenciesShownTest::of).filter(one -> !one.startsWith("org.dotgate:")).distinct().sorted()
                    .collect(Collectors.toList());
        }
    }

    private static Stream<String> of(Path pom) {
        try {
            String text = ASIDE.matcher(Files.readString(pom)).replaceAll("");
            return COORDINATES.matcher(text).results().map(one -> one.group(1) + ":" + one.group(2)).collect(Collectors.toList()).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dependencies")
    void pageShouldNameWhatAModuleNeeds(String dependency) {
        assertThat(SHOWN).contains(dependency);
    }
}
