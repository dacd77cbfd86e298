package org.dotgate.hooks.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.utils.JsonTransformer;
import spark.Service;

/** James's own WebAdmin on loopback, with one group of Dotgate's routes in it. Started and ended by the test. */
final class GroupRig implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebAdminServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    GroupRig(RouteGroup group) {
        server = new Server(new Routes() {
            @Override
            public String getBasePath() {
                return DotgateRoutes.BASE;
            }

            @Override
            public void define(Service service) {
                group.define(service, new JsonTransformer());
            }
        });
        server.start();
    }

    /** Its constructor is for James and for subclasses. */
    private static final class Server extends WebAdminServer {
        Server(Routes routes) {
            super(WebAdminConfiguration.TEST_CONFIGURATION, List.of(routes), new NoAuthenticationFilter(), new RecordingMetricFactory(),
                    LoggingRequestFilter.create());
        }
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, new byte[0]);
    }

    HttpResponse<String> send(String method, String path, byte[] body) throws IOException, InterruptedException {
        return send(method, path, body, "message/rfc822");
    }

    HttpResponse<String> send(String method, String path, byte[] body, String contentType) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getPort().getValue() + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).method(method, BodyPublishers.ofByteArray(body))
                .header("Content-Type", contentType).build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** What is answered with this status. */
    JsonNode json(int status, String method, String path) throws IOException, InterruptedException {
        return json(status, send(method, path));
    }

    static JsonNode json(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new AssertionError(response + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.destroy();
    }
}
