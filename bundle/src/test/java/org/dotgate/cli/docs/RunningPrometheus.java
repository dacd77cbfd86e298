package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/** A Prometheus on loopback, with a folder of its own, that looks every second. Belongs to one test. */
final class RunningPrometheus implements AutoCloseable {
    private static final String EVERY_SECOND = "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LocalPort.free();
    private final RunningProgram program;

    /** @param configuration without what says how often it looks */
    RunningPrometheus(Path folder, String configuration) throws Exception {
        Path file = Files.writeString(folder.resolve("prometheus.yml"), EVERY_SECOND + configuration);
        program = RunningProgram.start(folder.resolve("prometheus.said"), SystemPrograms.find("prometheus", "prometheus"),
                "--config.file=" + file, "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn");
        try {
            awaitThat("it listens", () -> LocalPort.listens(port));
        } catch (Exception | Error e) {
            RunningProgram.closeAfter(e, this);
            throw e;
        }
    }

    void awaitThat(String what, Callable<Boolean> so) {
        program.awaitThat(what, so);
    }

    /** What an expression comes to now: each of its series, with its labels in {@code metric} and its value behind its time. */
    List<JsonObject> ask(String expression) throws Exception {
        JsonObject data = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return objects(data.getAsJsonArray("result"));
    }

    /** The rules, with what became of them. */
    List<JsonObject> rules() throws Exception {
        List<JsonObject> rules = new ArrayList<>();
        objects(get("/api/v1/rules").getAsJsonArray("groups")).forEach(group -> rules.addAll(objects(group.getAsJsonArray("rules"))));
        return rules;
    }

    static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject).toList();
    }

    private JsonObject get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(30)).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonObject("data");
    }

    @Override
    public void close() {
        program.close();
    }
}
