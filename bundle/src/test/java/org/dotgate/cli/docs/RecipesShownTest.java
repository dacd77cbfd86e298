package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dotgate.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** What recipes and the like show can be put into the files it is for. */
class RecipesShownTest {
    private static final int LONGEST = 120;

    @TempDir
    private Path folder;

    static Stream<Page> pages() {
        return Stream.of("docs/recipes.md", "docs/capacity.md", "docs/security.md", "docs/metrics.md", "docs/alerts.md").map(Page::of);
    }

    static Stream<Arguments> samples(String language) {
        return pages().flatMap(page -> page.samples(language).stream().map(sample -> Arguments.of(page.toString(), sample)));
    }

    static Stream<Arguments> inis() {
        return samples("ini");
    }

    static Stream<Arguments> xmls() {
        return samples("xml");
    }

    @BeforeEach
    void copySamples() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf/filters")).getParent();
        for (String name : List.of("spamwords.txt", "filters/check.sh")) {
            Path copy = Files.copy(Page.TOP.resolve("conf-samples").resolve(name), conf.resolve(name));
            assertThat(!name.endsWith(".sh") || copy.toFile().setExecutable(true)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inis")
    void configurationShouldBeWithoutMistakes(String page, String sample) throws IOException {
        StringWriter mistakes = new StringWriter();
        Path file = Files.writeString(folder.resolve("conf/dotgate.ini"), sample);
        int exit = new CommandLine(new Commands()).setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(mistakes, true)).execute("check-config", file.toString());

        assertThat(mistakes.toString()).isEmpty();
        assertThat(exit).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("xmls")
    void mailetShouldNameAClassThatThereIs(String page, String sample) throws Exception {
        Element mailet = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(sample))).getDocumentElement();

        assertThat(Page.TOP.resolve("mailets/src/main/java/" + mailet.getAttribute("class").replace('.', '/') + ".java")).exists();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void pageShouldBeShort(Page page) throws IOException {
        assertThat(Files.readAllLines(Page.TOP.resolve(page.toString()))).hasSizeLessThan(LONGEST);
    }
}
