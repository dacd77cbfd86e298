package org.dotgate.cli.james;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.filter.LogText;

/** A James that runs, asked over its WebAdmin. Follows no redirection, so that the token goes nowhere else. Thread-safe. */
public final class RunningJames {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than a store may take there. */
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 32 << 20;
    private static final String CONFIGURATION = "config=";

    private final URI root;
    private final String token;
    private final String configuration;
    private final String otherwise;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /**
     * @param token null or empty for none
     * @param otherwise what can be done where it does not run; null for nothing
     * @param configuration which of its configurations is meant, such as {@code file://conf/other.ini}; null for the usual one
     */
    RunningJames(URI root, String token, String configuration, String otherwise) {
        this.otherwise = otherwise;
        this.root = root;
        this.token = token == null ? "" : token;
        this.configuration = configuration;
    }

    /** What was answered to a request that was served, or was about something that is not there. Immutable. */
    public static final class Answer {
        private final int status;
        private final JsonObject body;

        private Answer(int status, JsonObject body) {
            this.status = status;
            this.body = body;
        }

        /** Whether what was asked about is there. */
        public boolean isFound() {
            return status != 404;
        }

        public JsonObject body() {
            return body;
        }

        /** What James says about a request that went wrong. */
        public String message() {
            return LogText.safe(Json.text(body, "message"));
        }
    }

    /** One part of a path or a query, as it is written in a URL. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A further parameter of a query; nothing where the text is empty. */
    public static String parameter(String name, String text) {
        return text.isEmpty() ? "" : "&" + name + "=" + part(text);
    }

    /** Whether anybody listens there. */
    public boolean isThere() {
        int port = root.getPort() >= 0 ? root.getPort() : root.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(root.getHost(), port), (int) CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param path with its query, encoded; begins with a slash */
    public Answer get(String path) throws Failure {
        return send("GET", path);
    }

    /** @param path encoded; begins with a slash */
    public Answer delete(String path) throws Failure {
        return send("DELETE", path);
    }

    /**
     * Sends no body.
     *
     * @param path encoded; begins with a slash
     */
    public Answer post(String path) throws Failure {
        return send("POST", path);
    }

    private Answer send(String method, String path) throws Failure {
        URI uri = URI.create(root.toString().replaceAll("/+$", "") + path + which(path));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER).method(method, BodyPublishers.noBody());
        // as a browser says it of what a person has asked for: no script can, so it may be asked for by any name
        request.header("Sec-Fetch-Site", "none");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] octets = in.readNBytes(MAX_ANSWER + 1);
                if (octets.length > MAX_ANSWER) {
                    throw new Failure(root + " answers with more than " + MAX_ANSWER + " octets");
                }
                return answer(response.statusCode(), new String(octets, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : LogText.safe(e.getMessage());
            throw new Failure("no James answers at " + root + " (" + why + "). If its WebAdmin is elsewhere, --webadmin names it"
                    + (otherwise == null ? "" : "; if James does not run, " + otherwise));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private String which(String path) {
        return configuration == null ? "" : (path.indexOf('?') < 0 ? "?" : "&") + CONFIGURATION + part(configuration);
    }

    private Answer answer(int status, String body) throws Failure {
        if (status == 401) {
            throw new Failure(root + " asks who you are: put a token for its WebAdmin into DOTGATE_TOKEN"
                    + (token.isEmpty() ? "" : ", for it does not take the one given"));
        }
        if (status == 204) {
            return new Answer(status, new JsonObject());
        }
        boolean served = status == 200 || status == 201;
        if (!served && !body.startsWith("{")) {
            throw new Failure(root + " answers " + status + ", as no James does");
        }
        Answer answer = new Answer(status, Json.object(body));
        if (status == 404 && answer.message().endsWith("can not be found")) {
            throw new Failure("the James at " + root + " does not know the routes of Dotgate: conf/webadmin.properties must name them,"
                    + " extensions.routes=org.dotgate.hooks.web.DotgateRoutes");
        }
        if (!served && status != 404) {
            String reason = root + " answers " + status + ": " + answer.message();
            // not from there, or not under that name: whatever is asked for
            throw status == 403 ? new Failure(reason) : new Refusal(reason, answer.message());
        }
        return answer;
    }
}
