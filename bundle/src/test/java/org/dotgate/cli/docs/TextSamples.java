package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import redis.clients.jedis.Protocol.Command;

/** What is shown of outputs and of files that have a form of their own, against the real thing. */
final class TextSamples {
    private static final Pattern PHRASE = Pattern.compile("(?:([-0-9.]+)\t)?(?:(subject|body|x-mailer|any):)?(.+)");

    private final SampleJames james;
    private final ShellSamples shell;
    private final RunningCalloutd calloutd;
    private final SampleWorkshop workshop;
    private final Map<String, Act> byPage;

    private interface Act {
        void run(Sample sample) throws Exception;
    }

    TextSamples(SampleJames james, ShellSamples shell, RunningCalloutd calloutd, SampleWorkshop workshop) {
        this.james = james;
        this.shell = shell;
        this.calloutd = calloutd;
        this.workshop = workshop;
        byPage = Map.of(
                "docs/at-the-dot.md", this::log,
                "docs/at-rcpt.md", this::log,
                "docs/command-line.md", this::dialogue,
                "docs/decisions.md", this::decision,
                "docs/metrics.md", this::metrics,
                "docs/configuration.md", this::mistake,
                "docs/filters-allow.md", this::allowList,
                "docs/filters-words.md", this::wordList,
                "docs/calloutd.md", this::queue,
                "docs/store.md", this::record);
    }

    void run(Sample sample) throws Exception {
        assertThat(byPage).as("no test knows what %s shows", sample).containsKey(sample.page());
        byPage.get(sample.page()).run(sample);
    }

    private void log(Sample sample) throws Exception {
        james.prepare();
        james.sendFromNobody("550 5.1.8 ");
        if (sample.text().contains("at=MAIL")) {
            james.withCallouts("reply-at = mail\n", () -> james.sendFromNobody("550 5.1.8 "));
            james.withCallouts("mode = shadow\n", () -> {
                james.sendFromNobody("250 ");
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(james.said()).contains("shadow=refused by=callout"));
            });
        }
        List<String> said = james.said().lines().filter(line -> line.contains("org.dotgate.decision - "))
                .map(line -> uniform(line.replaceFirst(".*org\\.dotgate\\.decision - ", ""))).collect(Collectors.toList());
        assertThat(said).containsAll(sample.text().lines().map(TextSamples::uniform).collect(Collectors.toList()));
    }

    /** Without what differs from one line to the next. */
    private static String uniform(String line) {
        return line.replaceAll("Mail[0-9]\\S*", "Mail~").replaceAll("<[^>]*>", "<~>").replaceAll("\\(.*\\)", "(~)")
                .replaceAll("(at|told) \\S+ \\[[^]]*]", "$1 ~").replaceAll("session=\\S+", "session=~")
                .replaceAll("[0-9]+ ?ms", "~ms").replaceAll("ms=[0-9]+", "ms=~");
    }

    private void dialogue(Sample sample) throws Exception {
        String said = shell.shell("./dotgate callout probe anna@example.org");
        assertThat(said.lines().map(TextSamples::plain).filter(line -> !line.startsWith("< 250-") && !line.matches("< 250 [A-Z0-9]+"))
                        .collect(Collectors.toList()))
                .isEqualTo(sample.text().lines().map(TextSamples::plain).filter(line -> !line.startsWith("< 250-")
                        && !line.matches("< 250 [A-Z0-9]+")).collect(Collectors.toList()));
    }

    /** A line of a dialogue without times, and what the server is free to say. */
    private static String plain(String line) {
        return line.replaceFirst("^ *[0-9]+ ([*<>])", "$1").replaceAll("\\[[0-9.]+]", "").replaceAll("(EHLO|220) .*", "$1 ~")
                .replaceAll("<[a-z]{20,}@", "<~@").replaceAll("(2|5)50 ([25]\\.[0-9]\\.[0-9]) .*", "$150 $2 ~");
    }

    private void decision(Sample sample) throws Exception {
        String said = shell.shell("./dotgate decisions ann@example.net --why");
        assertThat(decided(said)).contains(decided(sample.text()));
    }

    /** Without what differs from one to the next. */
    private static String decided(String text) {
        return text.replaceAll("(?m)^[-0-9T:]+Z ", "~ ").replaceAll("Mail[0-9]\\S*", "Mail~").replaceAll("(?m)^ {4}\\S+ \\[.*", "    ~")
                .replaceAll("[0-9.]+ ms", "~ ms");
    }

    private void metrics(Sample sample) throws Exception {
        String said = shell.metrics("curl http://127.0.0.1:8000/metrics");
        sample.text().lines().forEach(line -> assertThat(said).containsPattern("(?m)^" + line.replaceFirst(" [0-9.]+$", " [0-9.E]+") + "\\s*$"));
    }

    private void mistake(Sample sample) throws Exception {
        String shown = sample.text().replaceFirst("^Dotgate cannot start: ", "").replace("…\n", "");
        assertThat(workshop.check("[dot]\nrun = words\n\n[filter words]\ntype = words\nlist = conf/spamwords.txt\nrequird = yes\n").err())
                .contains("/" + shown);
    }

    private void allowList(Sample sample) throws Exception {
        workshop.write("conf/allow.txt", sample.text());
        String ini = "[dot]\nrun = allow\n[filter allow]\ntype = allow\nlist = conf/allow.txt\nrequire-auth = none\n";
        Path letter = workshop.letter("any.eml", "Subject: any\n\nany\n");
        for (String known : List.of("--sender ann@example.org", "--sender x@example.com", "--sender x@a.example.com", "--client 192.0.2.200",
                "--client 2001:db8::1")) {
            assertThat(workshop.judge(ini, letter, known.split(" ")).out()).as(known).contains("allow:accept");
        }
        assertThat(workshop.judge(ini, letter, "--sender", "ben@example.org", "--client", "198.51.100.1").out()).contains("allow:pass");
    }

    private void wordList(Sample sample) throws Exception {
        workshop.write("conf/spamwords.txt", sample.text());
        String ini = "[dot]\nrun = words\n[filter words]\ntype = words\nlist = conf/spamwords.txt\n";
        for (String line : sample.text().split("\n")) {
            Matcher phrase = PHRASE.matcher(line);
            if (!line.startsWith("#") && phrase.matches()) {
                String place = phrase.group(2) == null || phrase.group(2).equals("any") ? "body" : phrase.group(2);
                String text = phrase.group(3).replace("*", "bonus");
                Path letter = workshop.letter("any.eml", (place.equals("body") ? "X-Any: any" : place + ": " + text)
                        + "\nContent-Type: text/plain; charset=utf-8\n\n" + (place.equals("body") ? text : "any") + "\n");
                double score = phrase.group(1) == null ? 1 : Double.parseDouble(phrase.group(1));
                assertThat(workshop.judge(ini, letter).out()).as(line).contains(score < 1 ? "words:pass" : "words:fail");
            }
        }
    }

    private void queue(Sample sample) throws Exception {
        calloutd.run("calloutd --config FILE", () -> sample.text().lines()
                .forEach(line -> assertThat(calloutd.ask(line.replaceFirst(" {3,}.*", ""))).as(line).isNotNull()));
    }

    private void record(Sample sample) throws Exception {
        Matcher shown = Pattern.compile("> GET \"dotgate:([a-z]+):([^\"]+)\"\n\"([0-9]+) ([^\"]+)\"\n").matcher(sample.text());
        assertThat(shown.matches()).isTrue();
        try (SystemTimer timer = new SystemTimer();
                RedisStore store = new RedisStore(calloutd.redis().url(), Duration.ofSeconds(60), timer)) {
            assertThat(store.replace(shown.group(1), shown.group(2), null, shown.group(4), Instant.ofEpochMilli(Long.parseLong(shown.group(3))))
                    .toCompletableFuture().get(60, TimeUnit.SECONDS)).isTrue();
        }
        Object value = calloutd.redis().ask(Command.GET, "dotgate:" + shown.group(1) + ":" + shown.group(2));
        assertThat(new String((byte[]) value, StandardCharsets.UTF_8)).isEqualTo(shown.group(3) + " " + shown.group(4));
    }
}
