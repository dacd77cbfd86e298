package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with kept messages, and asks about others, over WebAdmin. */
class KeptIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "<script>alert(1)</script> pills";
    private static final String QUERY = "?config=file://conf/judged.ini&client=192.0.2.25&recipient=" + RealJames.BEN + "&sender=";

    private static RealJames james;
    private static LogWatch log;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        james = RealJames.in(directory)
                .file("conf/spamwords.txt", "pills\n")
                .with(SmtpBlock.gated("keeping", "[dot]\nrun = words\nkept = " + RealJames.KEPT
                        + "\n[filter words]\ntype = words\nlist = conf/spamwords.txt\nkeep = yes\n"))
                .with(SmtpBlock.gated("judged", "[dot]\nrun = greylist, words\nkept = " + RealJames.KEPT
                        + "\n[filter greylist]\ntype = greylist\n[greylist]\ndelay = 5m\n"
                        + "[filter words]\ntype = words\nlist = conf/spamwords.txt\nkeep = yes\n[store]\nurl = file:var/judged\n"))
                .webAdmin()
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        log.close();
    }

    @Test
    void keptMessageShouldBeShownReleasedAndDelivered() throws Exception {
        String sender = "mallory@client.test";
        String letter = Letter.about(HOSTILE);
        refused(sender, letter);
        String key = onlyKey(sender);

        JsonNode shown = json(200, send("GET", "/dotgate/kept/" + key + "?config=file://conf/keeping.ini", ""));
        assertThat(shown.get("subject").asText()).isEqualTo(HOSTILE);
        assertThat(shown.get("by").asText()).isEqualTo("words");
        assertThat(shown.get("reason").asText()).contains("pills");
        assertThat(shown.get("text").asText()).startsWith("Dear Ben,\nthis is about ");
        assertThat(json(201, send("POST", "/dotgate/kept/" + key + "/release?config=file://conf/keeping.ini", "")).get("key").asText())
                .isEqualTo(key);

        List<Delivered> delivered = james.delivered(sender);
        assertThat(delivered).singleElement().satisfies(mail -> {
            assertThat(mail.contentText()).isEqualTo(letter);
            assertThat(mail.recipients()).containsExactly(RealJames.BEN);
            assertThat(mail.attributes()).containsKey("dotgate.released").containsEntry("dotgate.kept.by", "words");
        });
        assertThat(james.kept(sender)).isEmpty();
        json(404, send("POST", "/dotgate/kept/" + key + "/release?config=file://conf/keeping.ini", ""));
    }

    @Test
    void keptMessageShouldBeGoneWhenItIsDeleted() throws Exception {
        String sender = "mole@client.test";
        refused(sender, Letter.about("more pills"));
        String key = onlyKey(sender);

        assertThat(send("DELETE", "/dotgate/kept/" + key + "?config=file://conf/keeping.ini", "").statusCode()).isEqualTo(204);

        assertThat(james.kept(sender)).isEmpty();
        assertThat(james.delivered(sender)).isEmpty();
    }

    @Test
    void nothingShouldBeLeftWhenAMessageIsOnlyJudged() throws Exception {
        String sender = "judged@client.test";
        String letter = Letter.about("no harm");
        for (int i = 0; i < 2; i++) {
            JsonNode decision = json(200, send("POST", "/dotgate/judge" + QUERY + sender, letter));
            assertThat(decision.get("outcome").asText()).as(decision.toString()).isEqualTo("deferred");
            assertThat(decision.get("by").asText()).isEqualTo("greylist");
            assertThat(decision.get("results").get(0).get("reason").asText()).contains("first");
        }
        JsonNode kept = json(200, send("POST", "/dotgate/judge" + QUERY + sender, Letter.about("pills")));
        assertThat(kept.get("outcome").asText()).isEqualTo("deferred");

        assertThat(log.ofDotgate()).noneMatch(line -> line.contains(sender));
        assertThat(james.kept(sender)).isEmpty();
        assertThat(james.delivered(sender)).isEmpty();
        // were anything written down, this would not be the first attempt
        try (SmtpClient client = james.connect("judged")) {
            assertThat(client.send(sender, RealJames.BEN, letter).expect(451).last()).contains("4.7.1");
            client.quit();
        }
        assertThat(log.ofDotgate()).anyMatch(line -> line.contains(sender) && line.contains("first"));
    }

    private static void refused(String sender, String letter) {
        try (SmtpClient client = james.connect("keeping")) {
            client.send(sender, RealJames.BEN, letter).expect(550);
            client.quit();
        }
    }

    private String onlyKey(String sender) throws Exception {
        List<String> keys = new ArrayList<>();
        for (JsonNode entry : json(200, send("GET", "/dotgate/kept?config=file://conf/keeping.ini", "")).get("entries")) {
            if (entry.get("sender").asText().equals(sender)) {
                keys.add(entry.get("key").asText());
            }
        }
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(james.webAdmin(path)).timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(int status, HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
