package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page as docs/page.md has it served: by an existing James, where mail waits in the greylist, looked at from wherever a
 * test comes. Belongs to one test.
 */
final class OperatorsPage implements AutoCloseable {
    private static final String ANNA = "anna@client.test";
    private static final String TRIPLET = "?client=192.0.2.7&sender=ben@client.test&recipient=carla@client.test";
    private static final String RECORD = "/192.0.2.0%2F24%20ben@client.test%20carla@client.test";
    private static final Pattern VERSION = Pattern.compile("<span id=\"version\">[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final int PATIENCE_SECONDS = 180;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final ExistingJames james;

    /** Boots a James that wants tokens; or none, if there are none. */
    OperatorsPage(Path folder, Tokens tokens) throws Exception {
        this.folder = folder;
        james = ExistingJames.unpack(Files.createDirectory(folder.resolve("james")));
        try {
            Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("james/extensions-jars/dotgate.jar"));
            james.useChain(Page.of("docs/install.md").sample("xml", "<handlerchain>"));
            james.write("conf/dotgate.ini", "[dotgate]\nexempt =\n[greylist]\nat = rcpt\nspf = no\n[filter greylist]\ntype = greylist\n");
            String port = URI.create(james.webAdmin()).getAuthority().replaceFirst(".*:", "");
            String properties = Page.of("docs/page.md").sample("properties", "extensions.routes").replace("8000", port);
            if (tokens != null) {
                properties += Page.of("docs/security.md").sample("properties", "jwt.enabled");
                james.write("conf/jwt_publickey", tokens.publicKey());
                james.useToken(tokens.saying(Tokens.OPERATOR));
            }
            james.edit("conf/webadmin.properties", "(?s).*", Matcher.quoteReplacement(properties));
            james.start("exec java -XX:TieredStopAtLevel=1 -Dworking.directory=. -Dlogback.configurationFile=conf/logback.xml"
                    + " -jar james-server-memory-app.jar");
            assertThat(james.answer(ANNA, "Subject: hello\n\nDear Bob")).startsWith("451 4.7.1 Greylisted");
        } catch (Exception | Error e) {
            james.close();
            throw e;
        }
    }

    /** What James's WebAdmin is at. */
    String address() {
        return james.webAdmin();
    }

    /** Looks at it in a browser, which must show what James knows, and nothing as missing. */
    void look(String base) throws IOException, InterruptedException {
        Path said = folder.resolve("chromium.said");
        Path dom = folder.resolve("chromium.dom");
        Process browser = new ProcessBuilder(SystemPrograms.chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir=" + folder.resolve("chromium"),
                "--virtual-time-budget=5000", "--dump-dom", base + "/dotgate/ui")
                .redirectOutput(dom.toFile()).redirectError(said.toFile()).start();
        try {
            assertThat(browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it is done: " + Files.readString(said)).isTrue();
        } finally {
            List<ProcessHandle> all = browser.descendants().toList();
            browser.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(Files.readString(dom)).as(Files.readString(said)).containsPattern(VERSION).contains(ANNA)
                .doesNotContain(" is not available", "James does not answer");
    }

    /** Changes something, as a browser does for the page of an address, and looks whether it has changed. */
    void change(String base) throws Exception {
        String[] fromThere = {"Origin", base, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"};
        assertThat(send("POST", base + "/dotgate/greylist" + TRIPLET, fromThere).statusCode()).isEqualTo(201);
        assertThat(send("GET", base + "/dotgate/greylist" + RECORD, fromThere).statusCode()).isEqualTo(200);
        // a browser that does not say more
        assertThat(send("DELETE", base + "/dotgate/greylist" + RECORD, "Origin", base).statusCode()).isEqualTo(204);
        assertThat(send("GET", base + "/dotgate/greylist" + RECORD, fromThere).statusCode()).isEqualTo(404);
    }

    HttpResponse<String> send(String method, String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        james.close();
    }
}
