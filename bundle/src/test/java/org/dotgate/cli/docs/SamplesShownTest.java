package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No sample goes untried unseen: what {@link EverySampleIT} leaves to others is held here. */
class SamplesShownTest {
    private static final Set<String> TRIED = Set.of("ini", "sh", "text", "json", "java", "xml", "properties", "yaml", "systemd", "nginx");

    /** Whose test takes all samples of the page that look like it. */
    private static final Set<String> FOUND_BY_FORM = Set.of("./dotgate bench callout", "X-Dotgate-Verdict:", "0000  646f");

    /** Who tries what conf-samples has, besides that {@code InstallIT} starts a James with all of conf. */
    private static final Map<String, String> CONF_SAMPLES = Map.of(
            "[a-z0-9]+\\.(xml|properties)", "bundle/src/test/java/org/dotgate/cli/docs/ExistingJames.java",
            "dotgate\\.ini", "bundle/src/test/java/org/dotgate/cli/SamplesTest.java",
            "(allow|spamwords)\\.txt", "bundle/src/test/java/org/dotgate/cli/SamplesTest.java",
            "filters/[a-z]+\\.sh", "engine/src/test/java/org/dotgate/filter/exec/SampleScriptsTest.java",
            "grafana/dotgate-(dashboard\\.json|alerts\\.yml)", "bundle/src/test/java/org/dotgate/cli/docs/PrometheusIT.java",
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
            String test = Files.readString(Page.TOP.resolve(elsewhere.test()));
            assertThat(test + helpers(elsewhere.test(), test)).as(elsewhere.toString())
                    .contains(Path.of(elsewhere.page()).getFileName().toString());
            assertThat((test + helpers(elsewhere.test(), test)).contains(elsewhere.part().replace("\n", "\\n")))
                    .as("%s is what the test looks for", elsewhere).isNotEqualTo(FOUND_BY_FORM.contains(elsewhere.part()));
        }
    }

    /** The sources beside a test that it names. */
    private static String helpers(Path test, String source) throws IOException {
        StringBuilder helpers = new StringBuilder();
        try (Stream<Path> beside = Files.list(Page.TOP.resolve(test).getParent())) {
            for (Path file : beside.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.java$", "");
                if (!file.endsWith(test.getFileName()) && Pattern.compile("\\b" + name + "\\b").matcher(source).find()) {
                    helpers.append(Files.readString(file));
                }
            }
        }
        return helpers.toString();
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
