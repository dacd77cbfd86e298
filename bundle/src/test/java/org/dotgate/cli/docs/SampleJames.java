package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;

/**
 * An existing James into which everything has been put that the documentation shows for James's own files, with a greylist,
 * and call-outs to a mail exchanger that is scripted. What the samples speak of can be had in it. Belongs to one test.
 */
final class SampleJames implements AutoCloseable {
    static final String ANNA = "anna@example.org";
    private static final String NOBODY = "nobody@example.org";
    private static final String SPAM = "Subject: hello\n\nonline casino\n";
    private static final String PROGRAM = "Subject: a bill\nContent-Type: application/x; name=a.scr\n\nMZ\n";
    private static final String SLOW = "Subject: slow\nX-Check: slowly\n\nDear Bob\n";
    private static final String GREY_KEY = "127.0.0.0/24 " + ANNA + " " + ExistingJames.RECIPIENT;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<CompletableFuture<String>> parked = new ArrayList<>();
    private final Path folder;
    private final ScriptedDns dns;
    private final ScriptedMx mx;
    private final ExistingJames james;

    SampleJames(Path folder) throws Exception {
        this.folder = folder;
        dns = ScriptedDns.start(Map.of("example.org", List.of("MX 10 mx.example.org"), "example.net", List.of("MX 10 mx.example.org"),
                "mx.example.org", List.of("A 127.0.0.1")));
        mx = ScriptedMx.builder().mailbox(ANNA).mailbox("ann@example.net").start();
        james = ExistingJames.unpack(folder);
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("extensions-jars/dotgate.jar"));
        Files.createSymbolicLink(folder.resolve("dotgate.jar"), folder.resolve("extensions-jars/dotgate.jar"));
        SampleWorkshop.copySamples(folder.resolve("conf-samples"));
        for (String list : List.of("allow.txt", "spamwords.txt")) {
            Files.copy(Page.TOP.resolve("conf-samples").resolve(list), folder.resolve("conf").resolve(list));
        }
        for (String script : List.of("check.sh", "keep.sh", "slow.sh")) {
            james.write("conf/filters/" + script, Files.readString(Page.TOP.resolve("conf-samples/filters").resolve(script)));
        }
        useXml();
        Page install = Page.of("docs/install.md");
        james.edit("conf/healthcheck.properties", "(?s).*", Matcher.quoteReplacement(install.sample("properties", "healthchecks")));
        james.edit("conf/webadmin.properties", "\\z", Matcher.quoteReplacement("\n" + Page.of("docs/metrics.md").sample("properties", "")));
        configure("");
        james.write("message.eml", SPAM);
        james.write("Maildir/new/1", "Subject: minutes\n\nDear Bob\n");
        james.start("exec java -Dworking.directory=. -Dlogback.configurationFile=conf/logback.xml -jar james-server-memory-app.jar");
        james.write("dotgate", "#!/bin/sh\ncase \" $* \" in\n"
                + "*\" --config \"* | *\" probe \"* | *\" check-config \"* | *\" completion \"*) ;;\n"
                + "*) set -- \"$@\" --webadmin " + james.webAdmin() + " ;;\nesac\n"
                + "exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar dotgate.jar \"$@\"\n");
        allow("ann@example.net");
        allow(NOBODY);
        assertThat(james.answer("ann@example.net", "Subject: minutes\n\nDear Bob")).startsWith("250 ");
    }

    /** The chain, the loggers, the first processors, and behind them every other mailet that is shown. */
    private void useXml() throws IOException {
        Page install = Page.of("docs/install.md");
        james.useChain(install.sample("xml", "<handlerchain>"));
        james.edit("conf/logback.xml", "</configuration>", Matcher.quoteReplacement(install.sample("xml", "<logger") + "</configuration>"));
        String first = Page.of("docs/mailets.md").sample("xml", "<processor state");
        String others = Sample.all().stream().filter(sample -> sample.kind().equals("xml") && sample.text().startsWith("<mailet"))
                .map(Sample::text).collect(Collectors.joining());
        james.edit("conf/mailetcontainer.xml", "(?s)<processor state=\"transport\".*?</processor>", Matcher.quoteReplacement(first
                + "<processor state=\"shown\">\n" + others + "</processor>\n"
                + "<processor state=\"unchecked\"><mailet match=\"All\" class=\"Null\"/></processor>\n"));
    }

    private void configure(String callout) throws IOException {
        james.write("conf/dotgate.ini", "[dotgate]\nexempt =\n[dot]\nrun = words, keep, slow\n"
                + "[filter words]\ntype = words\nlist = conf/spamwords.txt\nreply = 550 5.7.1 Message refused by local policy\n"
                + "[filter keep]\ntype = exec\ncommand = conf/filters/keep.sh\n[filter slow]\ntype = exec\ncommand = conf/filters/slow.sh\n"
                + "timeout = 30s\n[filter scanner]\ntype = exec\ncommand = conf/filters/check.sh\n"
                + "[filter greylist]\ntype = greylist\n[greylist]\nat = rcpt\nspf = no\n"
                + "[callout]\nenabled = yes\nhelo = james.test\nallow-private = yes\nresolver = " + dns.address() + "\nport = " + mx.port() + "\n"
                + callout);
    }

    /** Takes over other lines for call-outs while something is done. */
    void withCallouts(String lines, Act act) throws Exception {
        configure(lines);
        assertThat(request("POST", "/dotgate/reload").statusCode()).isEqualTo(204);
        try {
            act.run();
        } finally {
            configure("");
            assertThat(request("POST", "/dotgate/reload").statusCode()).isEqualTo(204);
        }
    }

    /** Something done with a James. */
    interface Act {
        void run() throws Exception;
    }

    /** Whatever is done, afterwards Anna waits, her address has been asked about, and a message is kept; its key. */
    String prepare() throws Exception {
        request("DELETE", "/dotgate/greylist/" + encoded(GREY_KEY));
        assertThat(james.answer(ANNA, "Subject: hello\n\nDear Bob")).startsWith("451 4.7.1 Greylisted");
        awaitFound("/dotgate/callouts/" + ANNA);
        assertThat(james.answer("ann@example.net", SPAM)).startsWith("550 5.7.1 ");
        if (json("/dotgate/kept").get("count").getAsInt() == 0) {
            assertThat(james.answer("ann@example.net", PROGRAM)).startsWith("550 ");
        }
        return json("/dotgate/kept").getAsJsonArray("entries").get(0).getAsJsonObject().get("key").getAsString();
    }

    private void awaitFound(String path) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (request("GET", path).statusCode() == 404) {
            assertThat(System.nanoTime()).as(path).isLessThan(deadline);
        }
    }

    /** Does something while a session is parked at its dot. */
    void whileParked(Act act) throws Exception {
        CompletableFuture<String> reply = CompletableFuture.supplyAsync(() -> {
            try {
                return james.answer("ann@example.net", SLOW);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        while (json("/dotgate/parked").get("count").getAsInt() == 0) {
            assertThat(reply).isNotDone();
        }
        act.run();
        parked.add(reply);
    }

    /** Sends what is refused, or spared, for its sender's sake. */
    void sendFromNobody(String reply) throws IOException {
        assertThat(james.answer(NOBODY, "Subject: hello\n\nDear Bob")).startsWith(reply);
    }

    private void allow(String sender) throws Exception {
        assertThat(request("POST", "/dotgate/greylist?client=127.0.0.1&sender=" + sender + "&recipient=" + ExistingJames.RECIPIENT).statusCode())
                .isEqualTo(201);
    }

    static String greyPath() {
        return "/dotgate/greylist/" + encoded(GREY_KEY);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is shown, as it must be typed for this James. */
    String here(String command, String kept) {
        return command.replace("http://127.0.0.1:8000", james.webAdmin()).replace("ben@example.net", ExistingJames.RECIPIENT)
                .replace("192.0.2.0/24", "127.0.0.0/24").replaceAll("(--client |client=)192\\.0\\.2\\.7", "$1127.0.0.1")
                .replace("Mail1764000000000-4f0c", kept).replace("FILE…", "Maildir").replaceAll("^java ", "java -XX:TieredStopAtLevel=1 ");
    }

    JsonObject json(String path) throws Exception {
        HttpResponse<String> response = request("GET", path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    HttpResponse<String> request(String method, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(james.webAdmin() + path)).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    /** What is answered where there is no curl to ask. */
    String request(String method, String bodyFile, String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "message/rfc822").method(bodyFile == null ? method : "POST",
                bodyFile == null ? BodyPublishers.noBody() : BodyPublishers.ofFile(folder.resolve(bodyFile))).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(url).isBetween(200, 204);
        return response.body();
    }

    /** The text of one of its files of configuration. */
    String conf(String name) throws IOException {
        return Files.readString(folder.resolve("conf").resolve(name));
    }

    Path folder() {
        return folder;
    }

    String said() {
        return james.said();
    }

    void write(String path, String text) throws IOException {
        james.write(path, text);
    }

    @Override
    public void close() {
        assertThat(parked).allSatisfy(reply -> assertThat(reply.join()).startsWith("250 "));
        james.close();
        mx.close();
        dns.close();
    }
}
