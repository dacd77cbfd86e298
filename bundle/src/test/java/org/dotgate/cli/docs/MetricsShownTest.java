package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.insight.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/metrics.md has the metrics that there are, and the dashboard and the alerts ask for no others. With
 * {@code -Dreference=write} the table is written anew.
 */
class MetricsShownTest {
    private static final Path PAGE = Page.TOP.resolve("docs/metrics.md");
    private static final String HEAD = "| name | | |\n|---|---|---|\n";
    private static final Pattern TABLE = Pattern.compile(Pattern.quote(HEAD) + "(?:\\|.*\n)*");
    private static final Pattern ASKED = Pattern.compile("\\bdotgate_[a-zA-Z0-9_.+()|]+|\\bup\\b|\\bspool[A-Z][A-Za-z]*_[a-z]+\\b");
    /** What Prometheus itself, and James, have. */
    private static final List<String> OTHERS = List.of("up", "spoolProcessing_count");

    private static List<String> sources;

    static {
        try {
            sources = sources();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> sources() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String module : List.of("hooks", "mailets")) {
            try (Stream<Path> files = Files.walk(Page.TOP.resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    @Test
    void tableShouldBeThatOfTheCode() throws IOException {
        String table = HEAD + Arrays.stream(MetricName.values()).map(MetricsShownTest::row).collect(Collectors.joining());
        String page = Files.readString(PAGE);
        assertThat(TABLE.matcher(page).results()).hasSize(1);
        if ("write".equals(System.getProperty("reference"))) {
            page = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table));
            Files.writeString(PAGE, page);
        }

        assertThat(page).as("run this test with -Dreference=write").contains(table);
    }

    private static String row(MetricName name) {
        String kinds = name.kinds().stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", "));
        return "| `" + name.template() + "` | " + name.type().name().toLowerCase(Locale.ROOT) + " | " + name.text()
                + (kinds.isEmpty() ? "" : ". Ends in " + kinds) + " |\n";
    }

    @ParameterizedTest
    @EnumSource
    void nameShouldBeUsed(MetricName name) {
        assertThat(sources).anyMatch(source -> source.contains("MetricName." + name.name()));
    }

    @Test
    void metricShouldHaveNoNameThatIsNotDocumented() {
        Pattern unnamed = Pattern.compile("\\.(generate|register|timer|settableGauge|decorate\\w+)\\(\\s*\"");

        assertThat(sources).noneMatch(source -> unnamed.matcher(source).find());
    }

    @Test
    void pagesShouldNameMetricsThatThereAre() throws IOException {
        Set<String> names = names();
        Pattern name = Pattern.compile("dotgate\\.(?:decision|filter|dot|client|parked|workers|background|verdicts|recipient|sender|greylist|"
                + "callout|probe|store|configurations?|chain|mailet|correspondents)(?:\\.[a-zA-Z_0-9-]+)*");
        for (Page page : Page.all()) {
            page.spans().stream().filter(span -> name.matcher(span).matches() && !span.equals("dotgate.callout"))
                    .forEach(span -> assertThat(names).as(page.toString()).contains(span));
        }
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (MetricName name : MetricName.values()) {
            names.addAll(name.names());
        }
        // the one that a recipe makes
        names.addAll(MetricName.VERDICT.kinds().stream().map(kind -> MetricName.VERDICT.of("newwords", kind)).toList());
        return names;
    }

    @Test
    void dashboardShouldAskForMetricsThatThereAre() throws IOException {
        JsonObject dashboard = GrafanaSamples.dashboard();
        Set<Integer> ids = new TreeSet<>();
        for (JsonElement one : dashboard.getAsJsonArray("panels")) {
            JsonObject panel = one.getAsJsonObject();
            assertThat(ids.add(panel.get("id").getAsInt())).isTrue();
            if (!panel.get("type").getAsString().equals("row")) {
                assertThat(panel.getAsJsonObject("datasource").get("uid").getAsString()).isEqualTo("${datasource}");
            }
        }

        assertThat(ids).hasSizeGreaterThan(15);
        assertThat(GrafanaSamples.questions()).hasSizeGreaterThan(15).allSatisfy(MetricsShownTest::assertAsksForWhatThereIs);
        assertThat(dashboard.getAsJsonObject("templating").getAsJsonArray("list").get(0).getAsJsonObject().get("type").getAsString())
                .isEqualTo("datasource");
    }

    /** A real Prometheus understands the expressions, in {@link PrometheusIT}; but it does not mind a name that nothing has. */
    private static void assertAsksForWhatThereIs(String expression) {
        Set<String> there = Arrays.stream(MetricName.values()).flatMap(name -> name.prometheus().stream())
                .flatMap(name -> Stream.of(name, name.replace(MetricName.FILTER, "greylist"))).collect(Collectors.toSet());
        there.addAll(OTHERS);
        List<String> names = ASKED.matcher(expression).results().flatMap(name -> each(name.group())).toList();

        assertThat(names).as(expression).isNotEmpty().allSatisfy(name -> assertThat(there).contains(name));
    }

    /** The names that a name in an expression stands for, which may be a pattern. */
    private static Stream<String> each(String asked) {
        String name = asked.replaceAll("\\)+$", "").replaceAll("\\(?\\.\\+\\)?", MetricName.FILTER);
        Matcher either = Pattern.compile("\\(([^)]*)\\)").matcher(name);
        return either.find() ? Stream.of(either.group(1).split("\\|")).map(one -> name.replace(either.group(), one)) : Stream.of(name);
    }

    static List<Map<String, String>> alerts() throws IOException {
        return GrafanaSamples.alerts();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertShouldAskForMetricsThatThereAreAndSayWhatToDo(Map<String, String> alert) {
        assertThat(alert).containsKeys("alert", "expr", "severity", "summary", "runbook");
        assertThat(List.copyOf(alert.keySet())).containsSubsequence("labels", "severity", "annotations", "summary", "runbook");
        assertAsksForWhatThereIs(alert.get("expr"));
        // what YAML would take for something else
        assertThat(alert.get("expr") + alert.get("summary")).doesNotContain(": ", " #");

        String[] runbook = alert.get("runbook").split("#");
        assertThat(Page.TOP.resolve(runbook[0])).exists();
        if (runbook.length > 1) {
            assertThat(Page.of(runbook[0]).anchors()).contains(runbook[1]);
        }
    }
}
