package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where James's WebAdmin asks for tokens, nobody gets anything of Dotgate's without one, whichever route is asked. Which routes
 * there are is found where they are defined, so one that is added is asked as well.
 */
class TokenIT {
    private static final String ADMIN = "{\"sub\":\"operator\",\"admin\":true}";
    private static final Path PAGE = Path.of("../hooks/src/main/resources/org/dotgate/hooks/web/ui");
    /** Greylist entries of this address show whether anything was done. */
    private static final String TRIPLET = "?client=192.0.2.7&sender=anna@example.test&recipient=ben@example.test";
    private static final String RECORD = "192.0.2.0%2F24%20anna@example.test%20ben@example.test";

    private static Tokens tokens;
    private static RealJames james;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        tokens = Tokens.make();
        james = RealJames.in(directory)
                .routes("org.apache.james.webadmin.dropwizard.MetricsRoutes,org.dotgate.hooks.web.DotgateRoutes")
                .webAdminWith("jwt.enabled=true\njwt.publickeypem.url=file://conf/jwt_publickey\n")
                .file("conf/jwt_publickey", tokens.publicKey())
                .file("conf/dotgate.ini", "[greylist]\nat = rcpt\nspf = no\n[callout]\nenabled = yes\n")
                .with(SmtpBlock.bare("gate").gate().senderHook().recipientHook().dotHook())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void everyRouteShouldAnswerNobodyButWhoHasARightToken() throws Exception {
        String right = tokens.saying(ADMIN);
        assertThat(send("POST", "/dotgate/greylist" + TRIPLET, "Bearer " + right).statusCode()).isEqualTo(201);
        List<String> routes = james.dotgateRoutes();
        assertThat(routes).contains("GET /dotgate/status", "GET /dotgate/ui", "GET /dotgate/ui/:file", "POST /dotgate/reload",
                "DELETE /dotgate/kept/:key").hasSizeGreaterThan(20);

        for (String request : requests(routes)) {
            String method = request.substring(0, request.indexOf(' '));
            String path = request.substring(method.length() + 1);
            for (Map.Entry<String, String> wrong : wrongTokens(right).entrySet()) {
                HttpResponse<String> refused = send(method, path, wrong.getValue());
                assertThat(refused.statusCode()).as("%s, %s", request, wrong.getKey()).isEqualTo(401);
                assertThat(refused.body()).as("%s, %s", request, wrong.getKey())
                        .doesNotContain("anna", "entries", "parked", "<script", "function");
            }
        }

        assertThat(send("GET", "/dotgate/greylist/" + RECORD, "Bearer " + right).statusCode()).as("nothing was done").isEqualTo(200);
        for (String request : requests(routes)) {
            String method = request.substring(0, request.indexOf(' '));
            HttpResponse<String> answered = send(method, request.substring(method.length() + 1), "Bearer " + right);
            assertThat(answered.statusCode()).as(request).isNotEqualTo(401).isLessThan(500);
            if (method.equals("GET") && !request.contains("/x")) {
                assertThat(answered.statusCode()).as("%s: %s", request, answered.body()).isIn(200, 308);
            }
        }
    }

    /** James's own choice: neither asks who one is. */
    @Test
    void figuresAndHealthShouldBeToldToEverybodyButNoMail() throws Exception {
        HttpResponse<String> figures = send("GET", "/metrics", null);
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body()).contains("dotgate_parked").doesNotContain("@", "example.test", "192.0.2");

        HttpResponse<String> health = send("GET", "/healthcheck", null);
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).doesNotContain("@", "example.test", "192.0.2");
    }

    @Test
    void askingWhatAPageMaySendShouldTellNothing() throws Exception {
        HttpResponse<String> options = send("OPTIONS", "/dotgate/greylist", null);

        assertThat(options.body()).doesNotContain("anna");
        assertThat(new ObjectMapper().readTree(options.body()).has("entries")).isFalse();
    }

    /** Each with something in place of its parameters; for files of the page, each that has a path of its own; and HEAD where there is GET. */
    private static List<String> requests(List<String> routes) throws Exception {
        List<String> requests = new ArrayList<>();
        for (String route : routes) {
            if (route.endsWith("/ui/:file")) {
                try (Stream<Path> files = Files.list(PAGE)) {
                    files.filter(file -> !file.endsWith("index.html") && !file.endsWith("door.html"))
                            .forEach(file -> requests.add(route.replace(":file", file.getFileName().toString())));
                }
            } else {
                requests.add(route.replaceAll(":[a-z]+", "x"));
            }
        }
        List<String> heads = requests.stream().filter(request -> request.startsWith("GET ")).map(get -> "HEAD " + get.substring(4)).toList();
        requests.addAll(heads);
        return requests;
    }

    private static Map<String, String> wrongTokens(String right) throws Exception {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("none", null);
        wrong.put("no administrator's", "Bearer " + tokens.saying("{\"sub\":\"operator\",\"admin\":false}"));
        wrong.put("somebody else's", "Bearer " + Tokens.make().saying(ADMIN));
        wrong.put("changed", "Bearer " + right.substring(0, right.length() - 3));
        wrong.put("unsigned", "Bearer " + Tokens.unsigned(ADMIN));
        wrong.put("expired", "Bearer " + tokens.saying("{\"sub\":\"operator\",\"admin\":true,\"exp\":1500000000}"));
        wrong.put("another scheme's", "Basic " + right);
        return wrong;
    }

    private HttpResponse<String> send(String method, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(james.webAdmin(path)).timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
