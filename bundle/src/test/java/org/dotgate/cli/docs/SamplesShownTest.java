package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No sample goes untried unseen: what {@link EverySampleIT} leaves to others, or cannot try, is held here. */
class SamplesShownTest {
    /** More than these would be too many. */
    private static final Map<String, Long> NOT_RUN = Map.of("docs/calloutd.md", 1L, "docs/install.md", 1L);
    private static final Set<String> TRIED = Set.of("ini", "sh", "text", "json", "java", "xml", "properties", "yaml", "systemd", "nginx");
    private static final Pattern MOUNT = Pattern.compile("-v (\\S+?):(\\S+?):ro");

    /** Who tries what conf-samples has, besides that {@code InstallIT} starts a James with all of conf. */
    private static final Map<String, String> CONF_SAMPLES = Map.of(
            "[a-z0-9]+\\.(xml|properties)", "bundle/src/test/java/org/dotgate/cli/docs/ExistingJames.java",
            "dotgate\\.ini", "bundle/src/test/java/org/dotgate/cli/SamplesTest.java",
            "(allow|spamwords)\\.txt", "bundle/src/test/java/org/dotgate/cli/SamplesTest.java",
            "filters/[a-z]+\\.sh", "engine/src/test/java/org/dotgate/filter/exec/SampleScriptsTest.java",
            "grafana/dotgate-(dashboard\\.json|alerts\\.yml)", "bundle/src/test/java/org/dotgate/cli/docs/MetricsShownTest.java",
            "compose/(compose\\.yaml|dotgate\\.ini)", "bundle/src/test/java/org/dotgate/cli/docs/ComposeShownTest.java");

    static List<Sample> samples() throws IOException {
        return Sample.all();
    }

    static List<Sample> notRun() throws IOException {
        return Sample.all().stream().filter(sample -> sample.notRun().isPresent()).collect(Collectors.toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void sampleShouldBeOfAKindThatIsTried(Sample sample) {
        if (sample.notRun().isEmpty()) {
            assertThat(TRIED).contains(sample.kind());
        }
        assertThat(sample.kind()).as("it must say what it is, for those who colour it").isNotEmpty();
    }

    @Test
    void samplesThatAreNotTriedShouldBeThese() throws IOException {
        assertThat(notRun().stream().collect(Collectors.groupingBy(Sample::page, Collectors.counting()))).isEqualTo(NOT_RUN);
    }

    @Test
    void markerShouldStandBeforeASample() throws IOException {
        long markers = 0;
        for (Page page : Page.all()) {
            markers += Files.readAllLines(Page.TOP.resolve(page.toString())).stream().filter(line -> line.contains("<!-- not run")).count();
        }
        assertThat(markers).isEqualTo(notRun().size());
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
    void containerShouldFindItsFilesWhenCalloutdRunsInOne() {
        String command = Page.of("docs/calloutd.md").sample("sh", "docker run").replace("\\\n", "");
        List<String> mounted = MOUNT.matcher(command).results().map(mount -> mount.group(2)).toList();
        String inside = command.replaceFirst(".* java ", " ");

        assertThat(mounted).hasSize(2);
        assertThat(Stream.of(inside.trim().split(" +")).filter(word -> word.startsWith("/")))
                .hasSize(2).allSatisfy(path -> assertThat(mounted).anyMatch(path::startsWith));
        assertThat(inside).contains(" calloutd --config ");
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
