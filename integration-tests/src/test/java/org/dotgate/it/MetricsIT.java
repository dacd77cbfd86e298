package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.insight.MetricName;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What James shows Prometheus of Dotgate, and what its routes tell of providers, once mail has come. */
class MetricsIT {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(dotgate_[a-zA-Z0-9_]+) (\\S+)$");
    /** What a wait of 300 ms would be, were it told in microseconds; a machine may be slow. */
    private static final double SHOWN_IN_MICROSECONDS = 300_000;
    private static final String WORDS = """
            [dot]
            run = words, not-yet, wait
            patience = 60s
            [filter words]
            type = words
            list = conf/words.txt
            [filter not-yet]
            type = words
            list = conf/later.txt
            reply = 451 4.7.1 Not yet
            [filter wait]
            type = delay
            delay = 300ms
            [greylist]
            at = rcpt
            delay = 1h
            spf = no
            [store]
            url = file:var/words
            """;

    private static ScriptedDns dns;
    private static ScriptedMx mx;
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        mx = ScriptedMx.builder().mailbox("anna@good.test").start();
        dns = ScriptedDns.start(Map.of("good.test", List.of("MX 10 mx1.in.good.test"), "mx1.in.good.test", List.of("A 127.0.0.1")));
        james = RealJames.in(directory)
                .routes("org.apache.james.webadmin.dropwizard.MetricsRoutes,org.dotgate.hooks.web.DotgateRoutes")
                .file("conf/words.txt", "online casino\n")
                .file("conf/later.txt", "tomorrow\n")
                .with(SmtpBlock.gated("dot", WORDS.replace("at = rcpt\n", "")))
                .with(SmtpBlock.gated("grey", WORDS.replace("var/words", "var/grey")))
                .with(SmtpBlock.gated("callout", "[store]\nurl = file:var/callout\n[callout]\nresolver = " + dns.address()
                        + "\nport = " + mx.port() + "\nallow-private = yes\nsoft = helo 25s, mail 25s, rcpt 25s\nsoft-total = 28s\n"))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        dns.close();
        mx.close();
    }

    @Test
    void figuresShouldBeThoseOfTheMailThatCame() throws Exception {
        try (SmtpClient client = james.connect("dot")) {
            client.send("a@client.test", RealJames.BEN, "Subject: minutes\r\n\r\nDear Ben\r\n").expect(250);
            client.send("a@client.test", RealJames.BEN, "Subject: online casino\r\n\r\nDear Ben\r\n").expect(550);
            client.send("a@client.test", RealJames.BEN, "Subject: tomorrow\r\n\r\nDear Ben\r\n").expect(451);
            client.quit();
        }
        try (SmtpClient client = james.connect("grey")) {
            client.command("MAIL FROM:<a@client.test>", 250);
            client.command("RCPT TO:<" + RealJames.BEN + ">", 451);
            client.quit();
        }
        try (SmtpClient client = james.connect("callout")) {
            for (String sender : List.of("anna", "nobody")) {
                client.command("MAIL FROM:<" + sender + "@good.test>", 250);
                client.command("RCPT TO:<" + RealJames.BEN + ">", sender.equals("anna") ? 250 : 550);
                client.command("RSET", 250);
            }
            client.quit();
        }
        Patience.await("connections have ended").until(() -> providers().contains("\"connections\":0"));

        assertThat(providers()).matches("\\{\"providers\":\\[\\{\"provider\":\"good.test\",\"answers\":\\{\"found\":1,\"not_found\":1,\"refused\":0,"
                + "\"unknown\":0,\"catch_all\":0,\"unroutable\":0\\},\"connections\":0,\"perMinute\":[1-9],\"waiting\":0,\"busiest\":\\{\"mx\":\"mx1.in.good.test\",\"connections\":0,\"limitConnections\":2,"
                + "\"perMinute\":[1-9],\"limitPerMinute\":30\\},\"breaker\":null\\}\\]\\}");

        assertThat(get("/metrics")).as("who writes to whom").doesNotContain("@", "good.test", "client.test");
        Map<String, Double> shown = scrape();
        Map<String, Integer> wanted = new TreeMap<>(Map.of("dotgate_decision_accepted_total", 1, "dotgate_decision_refused_total", 1,
                "dotgate_decision_deferred_total", 1, "dotgate_filter_words_fail_total", 1, "dotgate_filter_words_pass_total", 2,
                "dotgate_filter_not_yet_fail_total", 1, "dotgate_filter_wait_pass_total", 1, "dotgate_filter_wait_error_total", 0));
        wanted.putAll(Map.of("dotgate_greylist_delayed", 1, "dotgate_recipient_by_greylist_total", 1, "dotgate_recipient_deferred_total", 1,
                "dotgate_recipient_by_callout_total", 1, "dotgate_recipient_refused_total", 1, "dotgate_probe_found", 1,
                "dotgate_probe_not_found", 1));
        wanted.putAll(Map.of("dotgate_callout_found_total", 1, "dotgate_callout_not_found_total", 1, "dotgate_dot_patience", 60_000,
                "dotgate_parked", 0, "dotgate_store_failing", 0, "dotgate_configuration_problem", 0));
        wanted.forEach((name, value) -> assertThat(shown.get(name)).as(name).isEqualTo(value.doubleValue()));
        assertThat(shown.get("dotgate_filter_wait_time_p99")).isBetween(300.0, SHOWN_IN_MICROSECONDS);
        assertThat(shown.get("dotgate_dot_time_p99")).isBetween(300.0, SHOWN_IN_MICROSECONDS);

        assertThat(shown.keySet()).allMatch(MetricsIT::isDocumented);
        assertThat(shown.keySet()).containsAll(Arrays.stream(MetricName.values())
                // mailets make theirs when there are some
                .filter(name -> !name.isByFilter() && name != MetricName.MAILET && name != MetricName.CORRESPONDENTS)
                .flatMap(name -> name.prometheus().stream()).collect(Collectors.toList()));
    }

    @Test
    void jmxShouldHaveWhatPrometheusIsShown() throws Exception {
        Set<String> names = ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                .map(bean -> bean.getKeyProperty("name"))
                .filter(Objects::nonNull)
                .map(name -> name.replaceAll("[^A-Za-z0-9]", "_"))
                .collect(Collectors.toSet());

        Set<String> shown = scrape().keySet();
        assertThat(shown).hasSizeGreaterThan(20);
        assertThat(shown).allMatch(name -> names.contains(name) || names.contains(name.replaceFirst("_total$", "")));
    }

    private static boolean isDocumented(String shown) {
        return Arrays.stream(MetricName.values()).flatMap(name -> name.prometheus().stream())
                .anyMatch(name -> shown.matches(name.replace(MetricName.FILTER, "[a-z_]+")));
    }

    private static String providers() throws Exception {
        return get("/dotgate/callout-providers?config=file://conf/callout.ini");
    }

    private static Map<String, Double> scrape() throws Exception {
        return SAMPLE.matcher(get("/metrics")).results()
                .collect(Collectors.toMap((MatchResult sample) -> sample.group(1), sample -> Double.valueOf(sample.group(2))));
    }

    private static String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(james.webAdmin(path)).timeout(Duration.ofSeconds(30)).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
