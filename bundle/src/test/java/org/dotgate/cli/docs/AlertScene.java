package org.dotgate.cli.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What metrics an alert meets, a value each minute, and what comes of it. Immutable.
 *
 * @param fires the labels it fires with but for its severity, as seen at the end; none if it must be silent all the time
 * @param series as promtool has them, such as {@code dotgate_parked 0x5 1x20}: five minutes and one of 0, and then as many of 1
 */
record AlertScene(String label, String alert, int minutes, Map<String, String> fires, List<String> series) {
    private static final Map<String, String> MX1 = Map.of("job", "james", "instance", "mx1");

    static AlertScene fires(String label, String alert, int minutes, String... series) {
        return new AlertScene(label, alert, minutes, MX1, List.of(series));
    }

    static AlertScene silent(String label, String alert, int minutes, String... series) {
        return new AlertScene(label, alert, minutes, Map.of(), List.of(series));
    }

    /** With another label, or without one, where the value is empty. */
    AlertScene with(String name, String value) {
        Map<String, String> labels = new TreeMap<>(fires);
        labels.put(name, value);
        labels.values().removeIf(String::isEmpty);
        return new AlertScene(label, alert, minutes, labels, series);
    }

    boolean isSilent() {
        return fires.isEmpty();
    }

    /** As promtool wants a test: it reads YAML, of which JSON is a part. */
    Map<String, Object> test(Map<String, String> rule) {
        List<Integer> looks = isSilent() ? IntStream.rangeClosed(0, minutes).boxed().toList() : List.of(minutes);
        return Map.of("name", label, "interval", "1m",
                "input_series", series.stream().map(AlertScene::input).toList(),
                "alert_rule_test", looks.stream().map(minute -> Map.of("alertname", alert, "eval_time", minute + "m",
                        "exp_alerts", isSilent() ? List.of() : List.of(fired(rule)))).toList());
    }

    private static Map<String, String> input(String line) {
        String[] parts = line.split(" ", 2);
        String name = parts[0].contains("{") ? parts[0] : parts[0] + "{job=\"james\",instance=\"mx1\"}";
        return Map.of("series", name, "values", parts[1]);
    }

    private Map<String, Object> fired(Map<String, String> rule) {
        Map<String, String> labels = new LinkedHashMap<>(fires);
        labels.put("severity", rule.get("severity"));
        String summary = rule.get("summary");
        for (Map.Entry<String, String> one : labels.entrySet()) {
            summary = summary.replace("{{ $labels." + one.getKey() + " }}", one.getValue());
        }
        return Map.of("exp_labels", labels, "exp_annotations", Map.of("summary", summary, "runbook", rule.get("runbook")));
    }

    @Override
    public String toString() {
        return alert + (isSilent() ? " is silent: " : " fires: ") + label;
    }

    /** All of them. */
    static Stream<AlertScene> all() {
        return Stream.of(AlertScenes.JAMES, AlertScenes.MAIL, AlertScenes.FILTERS, AlertScenes.REST).flatMap(List::stream);
    }
}
