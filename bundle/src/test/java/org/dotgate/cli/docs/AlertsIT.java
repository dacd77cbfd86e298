package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.insight.MetricName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alert rules of conf-samples/grafana, run by Prometheus's own promtool, over hours that it makes up. */
class AlertsIT {
    /** What is never counted where all is well. */
    private static final Set<String> TROUBLE = Set.of("dotgate_filter_NAME_timeout_total", "dotgate_filter_NAME_error_total",
            "dotgate_kept_failed_total", "dotgate_store_failures", "dotgate_verdicts_failures", "dotgate_greylist_unavailable",
            "dotgate_correspondents_failed_total", "dotgate_client_drop_total", "dotgate_decision_discarded_total",
            "dotgate_decision_deferred_total");

    @TempDir
    private static Path folder;

    private static String promtool;
    private static Map<String, Map<String, String>> rules;

    @BeforeAll
    static void find() throws Exception {
        promtool = SystemPrograms.find("promtool", "prometheus");
        rules = GrafanaSamples.alerts().stream().collect(Collectors.toMap(rule -> rule.get("alert"), rule -> rule));
    }

    @Test
    void rulesShouldBeUnderstood() throws Exception {
        run("check", "rules", "--lint-fatal", GrafanaSamples.ALERTS.toString());
    }

    static Stream<AlertScene> scenes() {
        return AlertScene.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void alertShouldFireWhenSomethingIsWrongOnly(AlertScene scene) throws Exception {
        runTests(List.of(scene));
    }

    @Test
    void everyAlertShouldHaveASceneInWhichItFiresAndOneInWhichItIsSilent() {
        for (boolean isSilent : new boolean[] {true, false}) {
            assertThat(AlertScene.all().filter(scene -> scene.isSilent() == isSilent).map(AlertScene::alert).distinct())
                    .containsExactlyInAnyOrderElementsOf(rules.keySet());
        }
    }

    /** It starts anew after an hour. */
    @Test
    void noAlertShouldFireWhenAllIsWell() throws Exception {
        String[] series = Stream.concat(Stream.of("up 1x120", "spoolProcessing_count 0+3x59 0+3x60"),
                Arrays.stream(MetricName.values()).flatMap(AlertsIT::whereAllIsWell)).toArray(String[]::new);

        runTests(rules.keySet().stream().map(alert -> AlertScene.silent("all is well", alert, 120, series)).toList());
    }

    private static Stream<String> whereAllIsWell(MetricName name) {
        return name.prometheus().stream().map(one -> one.replace(MetricName.FILTER, "words")
                + (name.type() == MetricName.Type.GAUGE ? " " + level(name) + "x120" : TROUBLE.contains(one) ? " 0x120" : " 0+3x59 0+3x60"));
    }

    private static int level(MetricName name) {
        return name == MetricName.PATIENCE ? 60_000 : name.isByFilter() || name == MetricName.DOT_TIME ? 900 : 0;
    }

    private static void runTests(List<AlertScene> scenes) throws Exception {
        Map<String, Object> tests = Map.of("rule_files", List.of(GrafanaSamples.ALERTS.toString()), "evaluation_interval", "1m",
                "tests", scenes.stream().map(scene -> scene.test(rules.get(scene.alert()))).toList());
        Path file = Files.writeString(folder.resolve("tests.yml"), new Gson().toJson(tests));
        run("test", "rules", file.toString());
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of(promtool), Stream.of(arguments)).toArray(String[]::new);
        try (RunningProgram running = RunningProgram.start(folder.resolve("promtool.said"), command)) {
            running.succeed();
        }
    }
}
