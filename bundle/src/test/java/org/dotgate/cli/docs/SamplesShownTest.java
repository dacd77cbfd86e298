package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No sample goes untried unseen: what {@link EverySampleIT} leaves to others is held here. */
class SamplesShownTest {
    private static final Set<String> TRIED = Set.of("ini", "sh", "text", "json", "java", "xml", "properties", "yaml", "systemd", "nginx");

    /** Who tries what conf-samples has, besides that {@code InstallIT} starts a James with all of conf. */
    private static final Map<String, String> CONF_SAMPLES = Map.of(
            "[a-z0-9]+\\.(xml|properties)", "bundle/src/test/java/org/dotgate/cli/docs/ExistingJames.java",
            "dotgate\\.ini", "bundle/src/test/java/org/dotgate/cli/SamplesTest.java",
            "(allow|spamwords)\\.txt", "bundle/src/test/java/org/dotgate/cli/SamplesTest.java",
            "filters/[a-z]+\\.sh", "engine/src/test/java/org/dotgate/filter/exec/SampleScriptsTest.java",
            "grafana/dotgate-(dashboard\\.json|alerts\\.yml)", "bundle/src/test/java/org/dotgate/cli/docs/MetricsShownTest.java",
            "compose/(compose\\.yaml|dotgate\\.ini)", "bundle/src/test/java/org/dotgate/cli/docs/DockerIT.java");

    static List<Sample> samples() throws IOException {
        return Sample.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void sampleShouldBeOfAKindThatIsTried(Sample sample) {
        assertThat(TRIED).contains(sample.kind());
    }

    /** What is marked as one is not tried. */
    @Test
    void onlyDrawingShouldBeThatOfTheReadme() throws IOException {
        List<String> drawings = new ArrayList<>();
        for (Page page : Page.all()) {
            Files.readAllLines(Page.TOP.resolve(page.toString())).stream().filter(Sample.DRAWING::equals)
                    .forEach(line -> drawings.add(page.toString()));
        }
        assertThat(drawings).containsExactly("README.md");
    }

    @Test
    void testShouldBeThereWhenASampleIsLeftToIt() throws IOException {
        List<Sample> all = Sample.all();
        for (Elsewhere elsewhere : Elsewhere.ALL) {
            assertThat(all).as(elsewhere.toString()).anyMatch(sample -> Elsewhere.of(sample).filter(elsewhere::equals).isPresent());
            assertThat(Files.readString(Page.TOP.resolve(elsewhere.test())))
                    .contains(Path.of(elsewhere.page()).getFileName().toString());
        }
    }

    @Test
    void everyFileOfConfSamplesShouldBeTried() throws IOException {
        Path samples = Page.TOP.resolve("conf-samples");
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = samples.relativize(file).toString();
                List<String> tests = CONF_SAMPLES.entrySet().stream().filter(known -> name.matches(known.getKey()))
                        .map(Map.Entry::getValue).toList();
                assertThat(tests).as("the test that tries %s", name).hasSize(1).allSatisfy(test -> assertThat(Page.TOP.resolve(test)).exists());
            }
        }
    }
}
