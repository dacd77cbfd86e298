package org.dotgate.hooks.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.dotgate.callout.Callouts;
import org.dotgate.greylist.GreylistCheck;

/** James's own WebAdmin on loopback, with Dotgate's routes in it. Started and ended by the test. */
final class RoutesRig implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the configuration lets it be asked for, besides what is nobody's. */
    static final Set<String> NAMES = Set.of("mx.example.org");

    private final WebAdminServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    RoutesRig(Map<String, Callouts> callouts) {
        this(callouts, new NoAuthenticationFilter());
    }

    RoutesRig(Map<String, Callouts> callouts, AuthenticationFilter authentication) {
        this(List.of(new StatusRoutes(Map::of, () -> callouts, List::of, () -> Instant.EPOCH, () -> 0, () -> 0),
                new CalloutRoutes(() -> callouts, new Listing(System::nanoTime)), new ProviderRoutes(() -> callouts)), authentication);
    }

    RoutesRig(Map<String, Callouts> callouts, Map<String, GreylistCheck> greylists, AuthenticationFilter authentication) {
        this(List.of(new StatusRoutes(Map::of, () -> callouts, List::of, () -> Instant.EPOCH, () -> 0, () -> 0),
                new CalloutRoutes(() -> callouts, new Listing(System::nanoTime)), new ProviderRoutes(() -> callouts),
                new GreylistRoutes(() -> greylists, new Listing(System::nanoTime))), authentication);
    }

    RoutesRig(List<RouteGroup> groups) {
        this(groups, new NoAuthenticationFilter());
    }

    RoutesRig(List<RouteGroup> groups, AuthenticationFilter authentication) {
        server = new Server(new DotgateRoutes(new JsonTransformer(), groups, () -> NAMES), authentication);
        server.start();
    }

    /** Its constructor is for James and for subclasses. */
    private static final class Server extends WebAdminServer {
        Server(DotgateRoutes routes, AuthenticationFilter authentication) {
            super(WebAdminConfiguration.TEST_CONFIGURATION, List.of(routes), authentication, new RecordingMetricFactory(),
                    LoggingRequestFilter.create());
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort().getValue();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create(url() + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).method(method, BodyPublishers.noBody()).build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** What an answer of this status says. */
    static JsonNode json(HttpResponse<String> response, int status) throws Exception {
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
