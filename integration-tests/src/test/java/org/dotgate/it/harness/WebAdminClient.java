package org.dotgate.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the WebAdmin of a James that has started. */
public final class WebAdminClient {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RealJames james;

    public WebAdminClient(RealJames james) {
        this.james = james;
    }

    /** The only one of the entries that a list has. */
    public JsonNode only(String path) throws IOException, InterruptedException {
        JsonNode entries = json(path).get("entries");
        assertThat(entries).as(path).hasSize(1);
        return entries.get(0);
    }

    /** What is there to be read. */
    public JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = request("GET", path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The answer, whatever it is, to a request without a body. */
    public HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(james.webAdmin(path)).timeout(LONGEST).method(method, BodyPublishers.noBody()).build();
        return http.send(request, BodyHandlers.ofString());
    }
}
