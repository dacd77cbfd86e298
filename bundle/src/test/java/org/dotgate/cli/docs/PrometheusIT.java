package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Prometheus, as docs/metrics.md has it, looks at two Jameses: one that is installed as docs/install.md tells, and one
 * whose chain has been put back by somebody.
 */
class PrometheusIT {
    private static final Page INSTALL = Page.of("docs/install.md");
    private static final Page METRICS = Page.of("docs/metrics.md");
    private static final String TARGET = "\"127.0.0.1:8000\"";
    private static final String INI = """
            [dotgate]
            exempt =
            [dot]
            run = new-words, words, wait-a-bit
            [filter words]
            type = words
            list = conf/words.txt
            [filter new-words]
            type = words
            list = conf/words.txt
            mode = shadow
            [filter wait-a-bit]
            type = delay
            delay = 5ms
            """;

    @TempDir
    private static Path folder;

    private static ExistingJames james;
    private static ExistingJames putBack;
    private static RunningPrometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        SystemPrograms.find("prometheus", "prometheus");
        james = installed("james");
        putBack = installed("putback");
        james.useChain(INSTALL.sample("xml", "<handlerchain>"));
        for (ExistingJames one : List.of(james, putBack)) {
            one.start("exec java -XX:TieredStopAtLevel=1 -Dworking.directory=. -Dlogback.configurationFile=conf/logback.xml"
                    + " -jar james-server-memory-app.jar");
            assertThat(one.answer("ann@client.test", "Subject: minutes\n\nDear Bob")).startsWith("250 ");
        }
        assertThat(james.answer("ann@client.test", "Subject: hello\n\nonline casino")).startsWith("550 ");
        String configuration = METRICS.sample("yaml", "job_name");
        assertThat(configuration).contains(TARGET);
        Files.copy(GrafanaSamples.ALERTS, folder.resolve(GrafanaSamples.ALERTS.getFileName()));
        prometheus = new RunningPrometheus(folder,
                configuration.replace(TARGET, "\"" + james.webAdminAuthority() + "\", \"" + putBack.webAdminAuthority() + "\""));
    }

    /** All that it takes but for the chain. */
    private static ExistingJames installed(String name) throws IOException {
        ExistingJames james = ExistingJames.unpack(Files.createDirectory(folder.resolve(name)));
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve(name).resolve("extensions-jars/dotgate.jar"));
        james.write("conf/dotgate.ini", INI);
        james.write("conf/words.txt", "online casino\n");
        james.edit("conf/webadmin.properties", "\\z", Matcher.quoteReplacement("\n" + METRICS.sample("properties", "MetricsRoutes")));
        return james;
    }

    @AfterAll
    static void end() {
        if (prometheus != null) {
            prometheus.close();
        }
        for (ExistingJames one : Stream.of(james, putBack).filter(Objects::nonNull).toList()) {
            one.close();
        }
    }

    static List<String> questions() throws IOException {
        return GrafanaSamples.questions();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void dashboardShouldBeToldWhatItAsks(String question) throws Exception {
        String asked = question.replace("$__rate_interval", "10s").replace("$instance", james.webAdminAuthority());

        prometheus.awaitThat("an answer to " + asked, () -> !prometheus.ask(asked).isEmpty());

        if (asked.contains("by (filter)")) {
            assertThat(filters(prometheus.ask(asked))).containsExactly("new_words", "wait_a_bit", "words");
        }
    }

    private static Set<String> filters(List<JsonObject> series) {
        return series.stream().map(one -> one.getAsJsonObject("metric").get("filter").getAsString()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void rulesShouldBeEvaluatedAndTellOfTheJamesWithoutDotgateOnly() throws Exception {
        prometheus.awaitThat("both are seen", () -> prometheus.ask("up == 1").size() == 2);
        prometheus.awaitThat("rules have been evaluated", () -> prometheus.rules().stream().noneMatch(rule -> is(rule, "health", "unknown"))
                && !states("DotgateNotInUse").isEmpty());

        assertThat(prometheus.rules()).hasSameSizeAs(GrafanaSamples.alerts())
                .allSatisfy(rule -> assertThat(is(rule, "health", "ok")).as(rule.toString()).isTrue());
        assertThat(states("DotgateNotInUse")).isEqualTo(Map.of(putBack.webAdminAuthority(), "pending"));
        assertThat(prometheus.rules()).noneMatch(rule -> is(rule, "state", "firing"));
    }

    /** What the rule for mail that is not judged goes by. */
    @Test
    void mailThatJamesTakesShouldBeSeenWhetherOrNotItIsJudged() {
        prometheus.awaitThat("each has taken one", () -> prometheus.ask("spoolProcessing_count == 1").size() == 2);
        prometheus.awaitThat("one has judged two",
                () -> prometheus.ask("dotgate_decision_accepted_total + dotgate_decision_refused_total == 2").size() == 1);
    }

    private static boolean is(JsonObject rule, String key, String value) {
        return rule.get(key).getAsString().equals(value);
    }

    /** By which James, what has become of an alert. */
    private static Map<String, String> states(String alert) throws Exception {
        return prometheus.rules().stream().filter(rule -> is(rule, "name", alert))
                .flatMap(rule -> RunningPrometheus.objects(rule.getAsJsonArray("alerts")).stream())
                .collect(Collectors.toMap(one -> one.getAsJsonObject("labels").get("instance").getAsString(),
                        one -> one.get("state").getAsString()));
    }
}
