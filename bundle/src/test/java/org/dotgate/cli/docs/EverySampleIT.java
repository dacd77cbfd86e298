package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fenced sample of README.md and docs is tried, in one James that runs. A sample of a kind that nothing here tries fails;
 * {@link Elsewhere} names those that a test of their own tries, and {@link SamplesShownTest} looks whether it does.
 */
class EverySampleIT {
    private static final Pattern HANDLER = Pattern.compile("<handler class=\"([^\"]*)\"/>");

    /** Answers that a page shows behind some words, and not behind the request. */
    private static final Map<String, String> ASKED_IN_PROSE =
            Map.of("\"explanation\"", SampleJames.greyPath(), "\"attachments\"", "/dotgate/kept/Mail1764000000000-4f0c");

    @TempDir
    private static Path folder;

    private static SampleJames james;
    private static RunningCalloutd calloutd;
    private static SampleWorkshop workshop;
    private static ShellSamples shell;
    private static TextSamples texts;

    @BeforeAll
    static void boot() throws Exception {
        workshop = new SampleWorkshop(Files.createDirectory(folder.resolve("workshop")));
        calloutd = new RunningCalloutd(folder);
        shell = new ShellSamples(calloutd, workshop);
        shell.startDemo();
        james = new SampleJames(Files.createDirectory(folder.resolve("james")));
        shell.use(james);
        texts = new TextSamples(james, shell, calloutd, workshop);
    }

    @AfterAll
    static void end() throws IOException {
        if (james != null) {
            james.close();
        }
        if (calloutd != null) {
            calloutd.close();
        }
    }

    static Stream<Sample> samples() throws IOException {
        List<Sample> here = Sample.all().stream()
                .filter(sample -> Elsewhere.of(sample).isEmpty()).collect(Collectors.toList());
        // the demo runs meanwhile, and takes its time
        return Stream.concat(here.stream().filter(sample -> !sample.text().contains("dotgate demo")),
                here.stream().filter(sample -> sample.text().contains("dotgate demo")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void sampleShouldDoWhatIsShown(Sample sample) throws Exception {
        switch (sample.kind()) {
            case "ini" -> workshop.run(sample.text());
            case "sh" -> shell.run(sample);
            case "text" -> texts.run(sample);
            case "json" -> json(sample);
            case "java" -> java(sample);
            case "xml" -> xml(sample);
            case "properties" -> properties(sample);
            default -> throw new AssertionError("no test tries samples of this kind: " + sample);
        }
    }

    private static void java(Sample sample) throws IOException {
        workshop.useClass(sample.text());
        String ini = Page.of("docs/filters-class.md").sample("ini", "type = class");
        Path letter = workshop.letter("any.eml", "Subject: invoice\n\nPlease pay\n");

        assertThat(workshop.judge(ini, letter, "--sender", "invoice@shop.test").out()).contains("550 5.7.1 Invoices by post, please");
        assertThat(workshop.judge(ini, letter, "--sender", "ann@shop.test").exit()).isZero();
    }

    /** James has started with it. */
    private static void xml(Sample sample) throws IOException {
        if (sample.text().startsWith("<handlerchain>")) {
            assertThat(handlers(sample.text())).isNotEmpty().isEqualTo(handlers(james.conf("smtpserver.xml")));
        } else {
            assertThat(james.conf(sample.text().startsWith("<logger") ? "logback.xml" : "mailetcontainer.xml")).contains(sample.text());
        }
    }

    private static List<String> handlers(String xml) {
        return HANDLER.matcher(xml).results().map(handler -> handler.group(1)).collect(Collectors.toList());
    }

    /** This James has started with it, or the one of {@link WebAdminIT}, which wants tokens. */
    private static void properties(Sample sample) throws IOException {
        String all = james.conf("webadmin.properties").replaceAll("port=[0-9]+", "port=8000") + james.conf("healthcheck.properties")
                + String.join("", Page.of("docs/webadmin.md").samples("properties"));
        assertThat(all.lines()).containsAll(sample.commands());
    }

    private static void json(Sample sample) throws Exception {
        List<Sample> page = Sample.of(sample.page());
        int at = page.indexOf(sample);
        int before = at;
        while (!page.get(before).kind().equals("sh")) {
            before--;
        }
        String command = ASKED_IN_PROSE.entrySet().stream().filter(asked -> sample.text().contains(asked.getKey()))
                .map(asked -> "curl http://127.0.0.1:8000" + asked.getValue()).findFirst().orElse(null);
        if (command == null) {
            command = page.get(before).commands().get(at - before - 1);
        }
        JsonElement answer = shell.curl(command);

        JsonShape.check(JsonParser.parseString(sample.text()), answer, sample.toString());
    }
}
