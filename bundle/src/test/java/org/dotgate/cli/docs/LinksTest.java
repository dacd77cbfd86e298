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

/** Whoever follows the documentation arrives somewhere. */
class LinksTest {
    /** What can stand for a file of the source tree where no link is possible, in code and in comments. */
    private static final Pattern SOURCE_PATH = Pattern.compile(
            "(?<![\\w/.…-])(?:docs|conf-samples|examples|integration-tests|benchmarks)/[A-Za-z0-9_./-]*[A-Za-z0-9_/]");

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(Page.TOP.resolve("conf-samples"))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toList()).stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void fileShouldBeThereWhenAPageLinksToIt(Page page) {
        for (String link : page.links()) {
            Path target = page.target(link);
            assertThat(target).as("%s links to %s", page, link).exists();
            if (link.contains("#")) {
                assertThat(Page.of(Page.TOP.relativize(target).toString()).anchors())
                        .as("%s links to %s", page, link)
                        .contains(link.substring(link.indexOf('#') + 1));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void fileShouldBeThereWhenAPageNamesIt(Page page) {
        assertNamedFilesExist(page.toString(), page.spans());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void fileShouldBeThereWhenASampleNamesIt(Path sample) throws IOException {
        assertNamedFilesExist(sample.toString(), Files.readAllLines(sample));
    }

    private static void assertNamedFilesExist(String where, List<String> texts) {
        for (String text : texts) {
            SOURCE_PATH.matcher(text).results().forEach(
                    named -> assertThat(Page.TOP.resolve(named.group())).as("%s names it", where).exists());
        }
    }
}
