package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What conf-samples/grafana has: a dashboard, and alert rules. */
final class GrafanaSamples {
    static final Path ALERTS = Page.TOP.resolve("conf-samples/grafana/dotgate-alerts.yml");

    private static final Path DASHBOARD = Page.TOP.resolve("conf-samples/grafana/dotgate-dashboard.json");
    private static final Pattern ALERT_LINE = Pattern.compile(
            "( {6}- alert| {8}expr| {8}for| {8}labels| {8}annotations| {10}severity| {10}summary| {10}runbook):(?: (\\S.*))?");
    private static final String MORE = " ".repeat(10);

    private GrafanaSamples() {}

    /** What each rule says, by the last part of its key; an expression of several lines is in one. */
    static List<Map<String, String>> alerts() throws IOException {
        List<String> lines = Files.readAllLines(ALERTS).stream().filter(line -> !line.startsWith("#")).toList();
        assertThat(lines.subList(0, 3)).containsExactly("groups:", "  - name: dotgate", "    rules:");
        List<Map<String, String>> alerts = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            Map<String, String> last = alerts.isEmpty() ? Map.of() : alerts.get(alerts.size() - 1);
            if (last.containsKey("expr") && !last.containsKey("for") && !last.containsKey("labels") && line.startsWith(MORE)) {
                last.compute("expr", (key, before) -> (before.equals("|") ? "" : before + " ") + line.strip());
                continue;
            }
            Matcher matcher = ALERT_LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            String key = matcher.group(1).replaceAll("[ -]", "");
            if (key.equals("alert")) {
                last = new LinkedHashMap<>();
                alerts.add(last);
            }
            assertThat(last.put(key, matcher.group(2))).as("twice: %s", line).isNull();
        }
        return alerts;
    }

    static JsonObject dashboard() throws IOException {
        return JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
    }

    /** What the dashboard's panels ask for. */
    static List<String> questions() throws IOException {
        List<String> questions = new ArrayList<>();
        dashboard().getAsJsonArray("panels").forEach(panel -> {
            JsonArray targets = panel.getAsJsonObject().getAsJsonArray("targets");
            if (targets != null) {
                targets.forEach(target -> questions.add(target.getAsJsonObject().get("expr").getAsString()));
            }
        });
        return questions;
    }
}
