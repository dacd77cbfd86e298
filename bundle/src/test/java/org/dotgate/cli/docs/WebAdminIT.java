package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/webadmin.md and docs/command-line.md, followed in an existing James that wants tokens: its routes, and the command line
 * that asks them, about a sender whose mail exchanger is scripted.
 */
class WebAdminIT {
    private static final Page WEBADMIN = Page.of("docs/webadmin.md");
    private static final Pattern PATH = Pattern.compile("curl '?http://127\\.0\\.0\\.1:8000([^'\\s]+)");
    private static final String ANNA = "anna@example.org";

    @TempDir
    private static Path folder;

    private static Tokens tokens;
    private static String token;
    private static ScriptedDns dns;
    private static ScriptedMx mx;
    private static ExistingJames james;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void boot() throws Exception {
        tokens = Tokens.make();
        token = tokens.saying(Tokens.OPERATOR);
        dns = ScriptedDns.start(Map.of("example.org", List.of("MX 10 mx.example.org"), "mx.example.org", List.of("A 127.0.0.1")));
        mx = ScriptedMx.builder().mailbox(ANNA).start();
        james = ExistingJames.unpack(folder);
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("extensions-jars/dotgate.jar"));
        james.useChain(Page.of("docs/install.md").sample("xml", "<handlerchain>"));
        james.write("conf/dotgate.ini", "[callout]\nenabled = yes\nhelo = james.test\nallow-private = yes\nresolver = " + dns.address()
                + "\nport = " + mx.port() + "\n[filter greylist]\ntype = greylist\n");
        james.write("conf/jwt_publickey", tokens.publicKey());
        james.edit("conf/webadmin.properties", "\\z", Matcher.quoteReplacement("\n" + String.join("", WEBADMIN.samples("properties"))));
        james.useToken(token);
        james.start("java -Dworking.directory=. -Dlogback.configurationFile=conf/logback.xml -jar james-server-memory-app.jar");
        assertThat(james.send(ANNA, "Subject: minutes\n\nDear Bob")).startsWith("250 ");
    }

    @AfterAll
    static void end() {
        james.close();
        mx.close();
        dns.close();
    }

    static Stream<String> paths() {
        return WEBADMIN.samples("sh").stream().flatMap(sample -> PATH.matcher(sample).results()).map(path -> path.group(1));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void nothingShouldBeToldWhenThereIsNoTokenOfAnAdministrator(String path) throws Exception {
        assertThat(send("GET", path, null).statusCode()).isEqualTo(401);
        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(401);
        assertThat(send("GET", path, tokens.saying("{\"sub\":\"operator\",\"admin\":false}")).statusCode()).isEqualTo(401);
        assertThat(send("GET", path, token + "x").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void answerShouldHaveTheFormThatIsDocumented(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, token);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
        assertThat(WEBADMIN.samples("json").stream().map(sample -> JsonParser.parseString(sample).getAsJsonObject().keySet()).map(List::copyOf))
                .contains(List.copyOf(answer.keySet()));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void statusShouldTellTheVersionOfTheJar() throws Exception {
        assertThat(send("GET", "/dotgate/status", token).body()).containsPattern("\"version\":\"[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @Test
    void addressShouldBeToldAndForgottenWhenTheCommandLineAsks() throws Exception {
        assertThat(run(0, "callout", "list")).contains("ADDRESS").containsPattern("found +soft +\\S+Z +" + ANNA + "  \\(rcpt of mx\\.example\\.org\\)");
        assertThat(run(1, "callout", "forget", "nobody@example.org")).contains("nobody@example.org: nothing was remembered of it");

        assertThat(run(0, "callout", "forget", ANNA)).contains(ANNA + ": forgotten");

        assertThat(send("GET", "/dotgate/callouts/" + ANNA, token).statusCode()).isEqualTo(404);
        int before = mx.connections();
        assertThat(james.send(ANNA, "Subject: again\n\nDear Bob")).startsWith("250 ");
        assertThat(mx.connections()).isGreaterThan(before);
        assertThat(send("GET", "/dotgate/callouts/" + ANNA, token).body()).contains("\"answer\":\"found\"", "RCPT TO:<" + ANNA + ">");
    }

    @Test
    void commandLineShouldSayWhatIsMissingWhenThereIsNoToken() throws Exception {
        String before = token;
        token = "";
        try {
            assertThat(run(1, "callout", "list")).contains("put a token for its WebAdmin into DOTGATE_TOKEN");
        } finally {
            token = before;
        }
    }

    @Test
    void dialogueShouldBeShownWhenTheCommandLineProbes() throws Exception {
        String told = run(0, "callout", "probe", "--config", folder.resolve("conf/dotgate.ini").toString(), ANNA);

        assertThat(told).contains("asking, for up to 20s", "> RCPT TO:<" + ANNA + ">", ANNA + ": found",
                "asked with soft time-outs; told at rcpt by mx.example.org");
        assertThat(told).doesNotContain("WARN", "ERROR", "SLF4J");
    }

    private HttpResponse<String> send(String method, String path, String bearer) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(james.webAdmin() + path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Runs the JAR's command line to its end, and gives all it says. */
    private String run(int exit, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", System.getProperty("dotgate.jar")));
        command.addAll(List.of(arguments));
        if (!List.of(arguments).contains("probe")) {
            command.addAll(List.of("--webadmin", james.webAdmin()));
        }
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("DOTGATE_TOKEN", token);
        Process process = builder.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 180 s: " + command);
        }
        String all = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(all).isEqualTo(exit);
        return all;
    }
}
