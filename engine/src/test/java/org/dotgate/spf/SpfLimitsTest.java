package org.dotgate.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.dns.NoDns;
import org.dotgate.dns.ScriptedDns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bounds a {@link JspfSpf}: the standard's limits, time, threads, and what hostile records and senders may cost. */
@Timeout(30)
class SpfLimitsTest extends SpfRig {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ten that ask              | 10 | a:other.test   | FAIL
            eleven that ask           | 11 | a:other.test   | PERMERROR
            two that lead nowhere     | 2  | a:none.test    | FAIL
            three that lead nowhere   | 3  | a:none.test    | PERMERROR
            many that need not ask    | 99 | ip4:192.0.2.77 | FAIL
            """)
    void termsThatAskShouldBeCounted(String label, int count, String term, SpfResult expected) {
        dns.zone().put("example.test", "TXT v=spf1 " + (term + " ").repeat(count) + "-all");

        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(expected);
    }

    @Test
    void termsThatAskShouldBeCountedAcrossIncludes() {
        for (int i = 0; i < 20; i++) {
            dns.zone().put("n" + i + ".test", "TXT v=spf1 include:n" + (i + 1) + ".test -all");
        }
        dns.zone().put("n10.test", "TXT v=spf1 +all");
        dns.zone().put("n20.test", "TXT v=spf1 +all");

        assertThat(check(CLIENT, "helo.test", "alice@n0.test")).isEqualTo(SpfResult.PASS);
        assertThat(check(CLIENT, "helo.test", "alice@n11.test")).isEqualTo(SpfResult.PASS);
        dns.zone().put("n10.test", "TXT v=spf1 include:n11.test -all");
        timer.turn(Duration.ofMinutes(2));
        assertThat(check(CLIENT, "helo.test", "alice@n0.test")).isEqualTo(SpfResult.PERMERROR);
    }

    @Test
    void includesThatBranchShouldEndSoon() {
        dns.zone().put("tree.test", "TXT v=spf1 " + "include:tree.test ".repeat(100) + "-all");

        assertThat(check(CLIENT, "helo.test", "alice@tree.test")).isEqualTo(SpfResult.PERMERROR);
        assertThat(dns.asked()).hasSizeLessThan(20);
    }

    @Test
    void hostsBehindOneTermShouldBeCounted() {
        List<String> exchanges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            exchanges.add("MX 10 h" + i + ".test");
            names.add("PTR h" + i + ".test");
            dns.zone().put("h" + i + ".test", i == 10 ? "A 192.0.2.1" : "A 198.51.100.7");
        }
        dns.zone().put("many.test", exchanges);
        dns.zone().put("1.2.0.192.in-addr.arpa", names);
        dns.zone().put("example.test", "TXT v=spf1 mx:many.test -all");
        dns.zone().put("ptr.test", "TXT v=spf1 ptr:h10.test -all");

        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(SpfResult.PERMERROR);
        assertThat(check(CLIENT, "helo.test", "alice@ptr.test")).as("the eleventh name is not looked at").isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            long label       | a:             | x     | 60000
            many dots        | a:             | a.    | 30000
            many hyphens     | a:             | a-    | 140
            letters, then no | a:             | a     | 290
            many macros      | exists:        | %{i}  | 70
            half macros      | exists:        | %{    | 140
            many slashes     | a:mx.test      | /     | 280
            many colons      | ip6:           | ::    | 140
            digits           | ip4:           | 1     | 290
            modifier         | x=             | %%    | 140
            name of modifier | x              | a.    | 140
            many terms       | ''             | 'a '  | 2000
            many exp         | ''             | 'm=n '| 1000
            backslashes      | exists:        | \\\\  | 140
            octets           | exists:        | \u00ff\u0001 | 140
            """)
    void hostileRecordsShouldCostLittle(String label, String begin, String part, int times) {
        dns.zone().put("example.test", "TXT v=spf1 " + begin + part.repeat(times) + "! -all");
        dns.zone().put("include.test", "TXT v=spf1 " + begin + part.repeat(times));

        // of this thread, which does all the work; a machine may pause
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isIn(SpfResult.PERMERROR, SpfResult.FAIL);
        assertThatCode(() -> check(CLIENT, "helo.test", "alice@include.test")).doesNotThrowAnyException();
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void hostileSendersShouldCostLittle() {
        dns.zone().put("example.test", "TXT v=spf1 exists:%{lr.-+,/_=}.%{s}.%{h}.m.test -all");
        for (String local : List.of("x".repeat(10_000), ".-+".repeat(150), "\u0000\r\n\"'<>", "\ud83d\ude00", "%{i}", "$1\\0", "a@b@c@")) {
            assertThat(check(CLIENT, "h\r\n\u0000".repeat(5000), local + "@example.test")).isIn(SpfResult.FAIL, SpfResult.NONE);
        }
    }

    @Test
    void checkShouldHoldNoThreadWhileDnsIsSilent() {
        dns.zone().put("example.test", "TXT v=spf1 include:slow.test -all");
        dns.zone().put("slow.test", "TXT v=spf1 +all");
        dns.hold("slow.test");

        CompletionStage<SpfResult> result = spf.check(client(CLIENT), "helo.test", "alice@example.test");
        assertThat(dns.asked()).as("nothing is done on the calling thread").isEmpty();
        workers.run();
        assertThat(result.toCompletableFuture()).isNotDone();
        dns.release();
        assertThat(result.toCompletableFuture()).as("records are read on a worker").isNotDone();
        workers.run();

        assertThat(result).isCompletedWithValue(SpfResult.PASS);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void checkShouldBeATemporaryErrorPastItsDeadline() {
        dns.zone().put("example.test", "TXT v=spf1 +all");
        dns.hold("example.test");
        CompletionStage<SpfResult> result = spf.check(client(CLIENT), "helo.test", "alice@example.test");
        workers.run();

        timer.turn(JspfSpf.DEADLINE.minusMillis(1));
        workers.run();
        assertThat(result.toCompletableFuture()).isNotDone();
        timer.turn(Duration.ofMillis(1));
        workers.run();
        assertThat(result).isCompletedWithValue(SpfResult.TEMPERROR);
        dns.release();
        workers.run();
        assertThat(dns.asked()).hasSize(1);
    }

    @Test
    void resultShouldBeSharedAndKeptForAWhile() {
        dns.zone().put("example.test", "TXT v=spf1 +all");
        CompletionStage<SpfResult> first = spf.check(client(CLIENT), "helo.test", "alice@example.test");
        CompletionStage<SpfResult> second = spf.check(client(CLIENT), "HELO.test", "alice@Example.test");
        workers.run();
        dns.zone().put("example.test", "TXT v=spf1 -all");

        assertThat(List.of(first, second)).allSatisfy(result -> assertThat(result).isCompletedWithValue(SpfResult.PASS));
        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(SpfResult.PASS);
        assertThat(check("192.0.2.2", "helo.test", "alice@example.test")).isEqualTo(SpfResult.FAIL);
        timer.turn(Duration.ofSeconds(61));
        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void troubleShouldBeForgottenSoon() {
        assertThat(check(CLIENT, "helo.test", "alice@broken.test")).isEqualTo(SpfResult.TEMPERROR);
        timer.turn(Duration.ofSeconds(6));
        check(CLIENT, "helo.test", "alice@broken.test");

        assertThat(dns.asked()).hasSize(2);
    }

    @Test
    void resultShouldBeATemporaryErrorWhenNoDnsIsAskedOrNoWorkerIsLeft() {
        Spf without = new JspfSpf(NoDns.INSTANCE, timer, Runnable::run);
        Spf ending = new JspfSpf(dns, timer, step -> {
            throw new RejectedExecutionException();
        });

        assertThat(without.check(client(CLIENT), "helo.test", "alice@example.test")).isCompletedWithValue(SpfResult.TEMPERROR);
        assertThat(ending.check(client(CLIENT), "helo.test", "alice@example.test")).isCompletedWithValue(SpfResult.TEMPERROR);
    }

    @Test
    void manyChecksShouldShareTwoWorkersWhenTheyAskARealServer() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try (ScriptedDns server = ScriptedDns.start(dns.zone())) {
            for (int i = 0; i < 100; i++) {
                dns.zone().put("d" + i + ".test", "TXT v=spf1 include:i" + i % 10 + ".test a:mx.test -all");
                dns.zone().put("i" + i % 10 + ".test", "TXT v=spf1 mx:mail.test ?all");
            }
            server.fault("d13.test", ScriptedDns.Fault.SERVFAIL);
            Spf real = new JspfSpf(new DnsjavaDns(server.address(), timer, two), timer, two);
            List<CompletableFuture<SpfResult>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(real.check(client(CLIENT), "helo.test", "alice@d" + i + ".test").toCompletableFuture());
            }
            for (int i = 0; i < 100; i++) {
                assertThat(all.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i == 13 ? SpfResult.TEMPERROR : SpfResult.PASS);
            }
        } finally {
            two.shutdownNow();
        }
    }
}
