package org.dotgate.cli.calloutd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.probe.MxAct;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.callout.redis.RedisQueue;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.store.Entry;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** {@code java -jar dotgate.jar calloutd}, with a Redis, a DNS server and a mail exchanger on real sockets. */
class CalloutdIT {
    private static final String STREAM = "dotgate:callout.queue";

    @TempDir
    private Path folder;

    private final SystemTimer timer = new SystemTimer();
    private final List<AutoCloseable> open = new ArrayList<>();
    private RealRedis redis;
    private ScriptedDns dns;
    private RedisStore store;
    private Process calloutd;

    @BeforeEach
    void start() throws IOException {
        redis = new RealRedis();
        open.add(redis);
        dns = ScriptedDns.start(Map.of("example.test", List.of("MX 10 mx.example.test"), "mx.example.test", List.of("A 127.0.0.1")));
        open.add(dns);
        store = new RedisStore(redis.url(), Duration.ofSeconds(60), timer);
        open.add(store);
    }

    @AfterEach
    void end() throws Exception {
        if (calloutd != null) {
            calloutd.destroyForcibly().waitFor();
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        timer.close();
    }

    private ScriptedMx exchanger(ScriptedMx.Builder script) {
        ScriptedMx mx = script.start();
        open.add(mx);
        return mx;
    }

    private void run(ScriptedMx mx, String... more) throws IOException {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), "[store]\nurl = redis://127.0.0.1:" + redis.port() + "/0\n"
                + "[filter words]\ntype = words\nlist = of/james.txt\n"
                + "[callout]\nserver = redis\nallow-private = yes\nhelo = mx.example.org\nresolver = " + dns.address()
                + "\nport = " + mx.port() + "\n");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                System.getProperty("dotgate.jar"), "calloutd", "--config", ini.toString()));
        command.addAll(List.of(more));
        calloutd = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile()).start();
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private void awaitSaid(String text) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(said("out")).as(said("err")).contains(text));
    }

    private void add(String address) {
        RedisQueue queue = new RedisQueue(store.calls(), timer);
        CalloutWork work = new CalloutWork(address, new CalloutQuestion(address, "mx.james.test"), Instant.now(), Instant.now(), 0);
        assertThat(queue.add(work)).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(true);
    }

    private int terminate() throws InterruptedException {
        calloutd.destroy();
        assertThat(calloutd.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return calloutd.exitValue();
    }

    @Test
    void answersShouldBeStoredAndToldWhenWorkComes() throws Exception {
        ScriptedMx mx = exchanger(ScriptedMx.builder().mailbox("anna@example.test"));
        run(mx, "--verbose");
        awaitSaid(": ready");

        add("anna@example.test");
        add("nobody@example.test");

        awaitSaid(" anna@example.test: found at rcpt of mx.example.test");
        awaitSaid(" nobody@example.test: not_found at rcpt of mx.example.test");
        await().untilAsserted(() -> assertThat(store.get("callouts", "nobody@example.test")).succeedsWithin(Duration.ofSeconds(60))
                .matches(found -> found.map(Entry::value).orElse("").contains("not_found hard rcpt")));
        await().until(() -> (Long) redis.ask(Command.XLEN, STREAM) == 0);
        assertThat(mx.commands()).noneMatch(line -> line.startsWith("DATA"));
        assertThat(terminate()).isZero();
        assertThat(said("out")).endsWith("calloutd: ended" + System.lineSeparator());
        assertThat(said("err")).isEmpty();
    }

    @Test
    void workShouldBeGivenBackAtOnceWhenCalloutdIsTerminated() throws Exception {
        ScriptedMx mx = exchanger(ScriptedMx.builder().mailbox("anna@example.test").at(MxStage.RCPT, MxAct.stalls()));
        run(mx);
        awaitSaid(": ready");
        add("anna@example.test");
        await().until(() -> mx.commands().stream().anyMatch(line -> line.startsWith("RCPT")));

        assertThat(terminate()).isZero();

        assertThat((Long) redis.ask(Command.XLEN, STREAM)).isEqualTo(1);
        assertThat((List<?>) redis.ask(Command.XPENDING, STREAM, "calloutd", "-", "+", "10")).isEmpty();
        assertThat(store.get("callouts", "anna@example.test")).succeedsWithin(Duration.ofSeconds(60)).matches(found -> found.isEmpty());
        assertThat(said("out")).as("quiet unless it is asked to tell").doesNotContain("anna");
        assertThat(said("err")).isEmpty();
    }

    @Test
    void calloutdShouldWaitForTheServerWhenItIsNotThereYet() throws Exception {
        ScriptedMx mx = exchanger(ScriptedMx.builder());
        redis.stop();
        run(mx);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(said("err")).contains("cannot be used"));

        redis.start();

        awaitSaid(": ready");
        assertThat(terminate()).isZero();
    }
}
