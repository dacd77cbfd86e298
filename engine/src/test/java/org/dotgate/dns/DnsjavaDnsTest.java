package org.dotgate.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DnsjavaDnsTest {
    private final ManualTimer timer = new ManualTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, action -> new Thread(action, "test-worker"));
    private ScriptedDns server;
    private DnsjavaDns dns;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedDns.start(Map.of());
        dns = new DnsjavaDns(server.address(), timer, workers);
    }

    @AfterEach
    void stop() {
        server.close();
        workers.shutdownNow();
    }

    @Test
    void textsShouldBeJoinedWithoutChangingAnOctet() throws Exception {
        String odd = "quote\" back\\slash \u00e4\u0000\u00ff" + "x".repeat(300);
        server.zone().put("example.test", "TXT v=spf1 -all", "TXT " + odd, "TXT ");

        assertThat(answer(dns.texts("example.test"))).containsExactlyInAnyOrder("v=spf1 -all", odd, "");
    }

    @Test
    void addressesShouldBeOfBothKindsOrOfTheOneAskedFor() throws Exception {
        server.zone().put("mx.example.test", "A 192.0.2.1", "A 192.0.2.2", "AAAA 2001:db8::1");

        assertThat(answer(dns.addresses("mx.example.test"))).extracting(InetAddress::getHostAddress)
                .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "2001:db8:0:0:0:0:0:1");
        assertThat(answer(dns.addresses("mx.example.test", Inet6Address.class))).hasSize(1);
        assertThat(answer(dns.addresses("mx.example.test", Inet4Address.class))).hasSize(2);
    }

    @Test
    void namesShouldBeLowerCaseWithoutTheLastDot() throws Exception {
        server.zone().put("1.2.0.192.in-addr.arpa", "PTR Host.Example.TEST");
        server.zone().put("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR six.test");

        assertThat(answer(dns.names(InetAddress.getByName("192.0.2.1")))).containsExactly("host.example.test");
        assertThat(answer(dns.names(InetAddress.getByName("2001:db8::1")))).containsExactly("six.test");
    }

    @Test
    void exchangesShouldComeBestFirst() throws Exception {
        server.zone().put("example.test", "MX 20 b.test", "MX 10 A.test", "MX 30 c.test", "MX 10 a.test");

        assertThat(answer(dns.exchanges("example.test"))).containsExactly("a.test", "b.test", "c.test");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            null MX                 | MX 0 .              |               | .
            null MX beside others   | MX 0 .              | MX 5 b.test   | b.test
            a name no host can have | MX 0 <script>.test  | MX 5 b.test   | b.test
            with a space            | MX 5 b.test         | MX 0 x\u00a0y | b.test
            """)
    void exchangesShouldNameHosts(String label, String first, String second, String expected) throws Exception {
        server.zone().put("example.test", second == null ? List.of(first) : List.of(first, second));

        assertThat(answer(dns.exchanges("example.test"))).containsExactly(expected.equals(".") ? "" : expected);
    }

    @Test
    void answerShouldBeEmptyWhenThereIsNothing() throws Exception {
        server.zone().put("example.test", "A 192.0.2.1");

        assertThat(answer(dns.texts("example.test"))).isEmpty();
        assertThat(answer(dns.texts("nowhere.test"))).isEmpty();
        assertThat(answer(dns.exchanges("example.test"))).isEmpty();
        assertThat(answer(dns.names(InetAddress.getByName("192.0.2.99")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a..test", ".test", "-", "\u0000", "a\\.test", "x@y.test", "(.test", "\"", "a b.test",
        "b\u00fccher.test", "\ud800.test", "\u3002\u3002.test", "*.test", "\\065.test", "\u007f.test"})
    void oddNamesShouldBeNoFailure(String name) throws Exception {
        assertThat(answer(dns.texts(name))).isEmpty();
    }

    @Test
    void longNamesShouldNotBeAsked() throws Exception {
        assertThat(answer(dns.texts("x".repeat(64) + ".test"))).isEmpty();
        assertThat(answer(dns.texts("x.".repeat(130) + "test"))).isEmpty();
        assertThat(answer(dns.texts("\u00fc".repeat(10_000)))).isEmpty();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void oddOctetsShouldStayInTheirLabel() throws Exception {
        server.zone().put("o'neil\\@()\".test", "TXT found");
        server.zone().put("xn--bcher-kva.test", "TXT Buch");

        assertThat(answer(dns.texts("o'neil\\@()\".test"))).containsExactly("found");
        assertThat(answer(dns.texts("B\u00fccher.test"))).containsExactly("Buch");
    }

    @Test
    void aliasesShouldBeFollowed() throws Exception {
        server.zone().put("www.test", "CNAME a.test");
        server.zone().put("a.test", "CNAME @b.test");
        server.zone().put("b.test", "TXT here");

        assertThat(answer(dns.texts("www.test"))).containsExactly("here");
        assertThat(server.asked()).containsExactly("udp www.test TXT", "udp b.test TXT");
    }

    @ParameterizedTest(name = "one a message: \"{0}\"")
    @ValueSource(strings = {"", "@"})
    void aliasesShouldBeRefusedWhenTheyDoNotEnd(String alone) {
        server.zone().put("self.test", "CNAME " + alone + "self.test");
        server.zone().put("ping.test", "CNAME " + alone + "pong.test");
        server.zone().put("pong.test", "CNAME " + alone + "ping.test");
        for (int i = 0; i < 30; i++) {
            server.zone().put("chain" + i + ".test", "CNAME " + alone + "chain" + (i + 1) + ".test");
        }
        server.zone().put("chain30.test", "TXT too far");

        assertFails(dns.texts("self.test"), "its aliases do not end");
        assertFails(dns.texts("ping.test"), "its aliases do not end");
        assertFails(dns.texts("chain0.test"), "its aliases do not end");
        assertThat(server.asked()).hasSizeLessThan(15);
    }

    @ParameterizedTest
    @EnumSource(value = ScriptedDns.Fault.class, names = {"SERVFAIL", "REFUSED", "GARBAGE", "WRONG_ID", "WRONG_QUESTION", "CUT_OFF",
        "POINTER_LOOP"})
    void answerShouldBeAFailureWhenTheServerMisbehaves(ScriptedDns.Fault fault) {
        server.zone().put("example.test", "TXT v=spf1 +all");
        server.fault("example.test", fault);

        assertFails(dns.texts("example.test"), "example.test. TXT");
    }

    @Test
    void recordsNobodyAskedForShouldBeLeftOut() throws Exception {
        server.zone().put("example.test", "A 192.0.2.1");
        server.fault("example.test", ScriptedDns.Fault.STRANGE_RECORDS);

        assertThat(answer(dns.addresses("example.test", Inet4Address.class))).extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.1");
        assertThat(answer(dns.addresses("victim.test"))).isEmpty();
    }

    @Test
    void tcpShouldBeUsedWhenAnAnswerDoesNotFit() throws Exception {
        server.zone().put("example.test", "TXT short");
        server.fault("example.test", ScriptedDns.Fault.TRUNCATED);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add("TXT " + i + "=" + "x".repeat(400));
        }
        server.zone().put("many.test", many);

        assertThat(answer(dns.texts("example.test"))).containsExactly("short");
        assertThat(answer(dns.texts("many.test"))).hasSize(100);
        assertThat(server.asked()).contains("udp example.test TXT", "tcp example.test TXT", "tcp many.test TXT");
    }

    @Test
    void numberAndLengthShouldBeBounded() throws Exception {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            many.add("TXT " + i);
        }
        server.zone().put("many.test", many);
        server.zone().put("long.test", "TXT " + "x".repeat(60_000), "TXT short");

        assertThat(answer(dns.texts("many.test"))).hasSize(Lookup.MAX_RECORDS);
        assertThat(answer(dns.texts("long.test"))).containsExactly("short");
    }

    @Test
    void addressesShouldBeThoseKnownWhenOneKindFails() throws Exception {
        server.zone().put("half.test", "A 192.0.2.1", "AAAA 2001:db8::1");
        server.fault("half.test AAAA", ScriptedDns.Fault.SERVFAIL);
        server.zone().put("empty.test", "TXT neither");
        server.fault("empty.test AAAA", ScriptedDns.Fault.SERVFAIL);

        assertThat(answer(dns.addresses("half.test"))).extracting(InetAddress::getHostAddress).containsExactly("192.0.2.1");
        assertFails(dns.addresses("half.test", Inet6Address.class), "SERVFAIL");
        assertFails(dns.addresses("empty.test"), "SERVFAIL");
    }

    @Test
    void questionShouldFailWhenTheServerIsSilentTooLong() throws Exception {
        server.fault("silent.test", ScriptedDns.Fault.SILENCE);
        CompletionStage<List<String>> texts = dns.texts("silent.test");

        timer.turn(DnsjavaDns.PATIENCE.minusMillis(1));
        assertThat(texts.toCompletableFuture()).isNotDone();
        timer.turn(Duration.ofMillis(1));
        assertFails(texts, "silent.test. TXT: no answer within 5s");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void questionShouldBeRepeatedWhenAnswersAreLost() throws Exception {
        server.zone().put("lossy.test", "TXT at last");
        server.fault("lossy.test", ScriptedDns.Fault.SILENCE_TWICE);
        // the library notices silence a second late, and this machine may later still
        DnsjavaDns unhurried = new DnsjavaDns(server.address(), timer, workers, Duration.ofMinutes(1));

        assertThat(answer(unhurried.texts("lossy.test"))).containsExactly("at last");
        assertThat(server.asked("udp lossy.test TXT")).isEqualTo(3);
    }

    @Test
    void answerShouldBeKeptAsLongAsItHolds() throws Exception {
        server.zone().put("example.test", "TXT one");
        answer(dns.texts("example.test"));
        server.zone().put("example.test", "TXT two");

        timer.turn(Duration.ofSeconds(Zone.TTL - 1));
        assertThat(answer(dns.texts("EXAMPLE.test."))).containsExactly("one");
        timer.turn(Duration.ofSeconds(2));
        assertThat(answer(dns.texts("example.test"))).containsExactly("two");
        assertThat(server.asked("udp example.test TXT")).isEqualTo(2);
    }

    @Test
    void nothingShouldBeKeptForAWhileAndAFailureNotAtAll() throws Exception {
        assertThat(answer(dns.texts("later.test"))).isEmpty();
        server.fault("down.test", ScriptedDns.Fault.SERVFAIL);
        assertFails(dns.texts("down.test"), "SERVFAIL");
        server.zone().put("later.test", "TXT here");
        server.zone().put("down.test", "TXT up");
        server.heal("down.test");

        assertThat(answer(dns.texts("later.test"))).isEmpty();
        assertThat(answer(dns.texts("down.test"))).containsExactly("up");
        timer.turn(Lookup.NOTHING_TTL.plusSeconds(1));
        assertThat(answer(dns.texts("later.test"))).containsExactly("here");
    }

    @Test
    void oneQuestionShouldServeAllWhoAskAtTheSameTime() throws Exception {
        server.zone().put("example.test", "TXT shared");
        CountDownLatch latch = server.hold("example.test");
        List<CompletionStage<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(dns.texts("example.test"));
        }
        latch.countDown();

        for (CompletionStage<List<String>> one : all) {
            assertThat(answer(one)).containsExactly("shared");
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void waitingShouldTakeNoThreadAndEndOnAWorker() throws Exception {
        List<CompletionStage<List<String>>> all = new ArrayList<>();
        List<CountDownLatch> latches = new ArrayList<>();
        Set<String> before = threads();
        for (int i = 0; i < 200; i++) {
            server.zone().put("n" + i + ".test", "TXT " + i);
            latches.add(server.hold("n" + i + ".test"));
        }
        AtomicReference<String> end = new AtomicReference<>();
        for (int i = 0; i < 200; i++) {
            all.add(dns.texts("n" + i + ".test"));
        }
        all.get(0).whenComplete((texts, failure) -> end.set(Thread.currentThread().getName()));

        Set<String> now = threads();
        now.removeAll(before);
        assertThat(now).filteredOn(name -> !name.startsWith("scripted-dns") && !name.equals("test-worker"))
                .isSubsetOf("dnsjava NIO selector");
        latches.forEach(CountDownLatch::countDown);
        // before anyone waits for the stage: whoever does may run what is behind it
        Awaitility.await().until(() -> end.get() != null);
        assertThat(end).hasValue("test-worker");
        for (int i = 0; i < 200; i++) {
            assertThat(answer(all.get(i))).containsExactly(Integer.toString(i));
        }
    }

    @Test
    void threadShouldEndWhenClosedAndComeBackWhenAsked() throws Exception {
        server.zone().put("example.test", "TXT one");
        answer(dns.texts("example.test"));
        assertThat(threads()).contains("dnsjava NIO selector");

        dns.close();
        Awaitility.await().until(() -> !threads().contains("dnsjava NIO selector"));

        timer.turn(Duration.ofHours(1));
        assertThat(answer(dns.texts("example.test"))).containsExactly("one");
    }

    @Test
    void questionsBeyondTheBoundShouldFailAtOnce() {
        server.fault("x.test", ScriptedDns.Fault.SILENCE);
        List<CompletionStage<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String name = "s" + i + ".test";
            server.fault(name, ScriptedDns.Fault.SILENCE);
            all.add(dns.texts(name));
        }

        assertFails(dns.texts("x.test"), "too many questions are open");
        timer.turn(DnsjavaDns.PATIENCE);
        all.forEach(one -> assertFails(one, "no answer within"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no port       | 127.0.0.1
            port 0        | 127.0.0.1:0
            port too high | 127.0.0.1:65536
            bare IPv6     | ::1:53
            a URL         | udp://127.0.0.1:53
            """)
    void serverShouldBeRefusedWhenItIsNone(String label, String text) {
        assertThatThrownBy(() -> new DnsjavaDns(text, timer, workers)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not of the form host:port");
    }

    @Test
    void serversShouldBeTheSystemsWhenNoneIsGiven() {
        assertThat(DnsServer.addresses("")).isNotEmpty();
        assertThat(DnsServer.addresses("[::1]:53")).hasSize(1);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void assertFails(CompletionStage<?> stage, String message) {
        assertThatThrownBy(() -> answer(stage)).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DnsException.class).hasMessageContaining(message);
    }
}
