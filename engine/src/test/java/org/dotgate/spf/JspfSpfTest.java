package org.dotgate.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.dns.NoDns;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.dns.ZoneDns;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JspfSpfTest {
    private static final String CLIENT = "192.0.2.1";

    private final ManualTimer timer = new ManualTimer();
    private final QueuedWorkers workers = new QueuedWorkers();
    private final ZoneDns dns = ZoneDns.of(Map.of());
    private final Spf spf = new JspfSpf(dns, timer, workers);

    @BeforeEach
    void fillZone() {
        dns.zone().put("mx.test", "A 192.0.2.1", "AAAA 2001:db8::1");
        dns.zone().put("other.test", "A 198.51.100.7", "AAAA 2001:db8:1::7");
        dns.zone().put("pass.test", "TXT v=spf1 +all");
        dns.zone().put("fail.test", "TXT v=spf1 -all");
        dns.zone().put("soft.test", "TXT v=spf1 ~all");
        dns.zone().put("neutral.test", "TXT v=spf1 ?all");
        dns.zone().put("empty.test", "TXT v=spf1");
        dns.zone().put("nospf.test", "TXT hello", "TXT v=spf10 +all");
        dns.zone().put("wrong.test", "TXT v=spf1 nonsense:mechanism -all");
        dns.zone().put("mail.test", "MX 10 other.test", "MX 20 mx.test");
        dns.zone().put("dead.test", "MX 10 nowhere.test", "A 192.0.2.1");
        dns.zone().put("nullmx.test", "MX 0 .");
        dns.zone().put("1.2.0.192.in-addr.arpa", "PTR mx.test");
        dns.zone().put("7.100.51.198.in-addr.arpa", "PTR mx.test");
        dns.fail("broken.test");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            pass                        | +all                                   | PASS
            fail                        | -all                                   | FAIL
            softfail                    | ~all                                   | SOFTFAIL
            neutral                     | ?all                                   | NEUTRAL
            no qualifier is pass        | all                                    | PASS
            nothing matches             | ip4:198.51.100.7                       | NEUTRAL
            letter case                 | IP4:192.0.2.1 -ALL                     | PASS
            several spaces              | ip4:192.0.2.1    -all                  | PASS
            the first match counts      | -ip4:192.0.2.1 +all                    | FAIL
            nothing behind all counts   | -all ip4:192.0.2.1                     | FAIL
            ip4, network                | ip4:192.0.2.0/24 -all                  | PASS
            ip4, other network          | ip4:192.0.3.0/24 -all                  | FAIL
            ip4, /0                     | ip4:0.0.0.0/0 -all                     | PASS
            ip4, /33                    | ip4:192.0.2.0/33 -all                  | PERMERROR
            ip4, no address             | ip4:192.0.2 -all                       | PERMERROR
            ip4, number that is none    | ip4:192.0.2.0/99999999999 -all         | PERMERROR
            ip6 for an IPv4 client      | ip6:2001:db8::/32 -all                 | FAIL
            ip6, broken                 | ip6:2001:db8::1::2 -all                | PERMERROR
            a                           | a:mx.test -all                         | PASS
            a, another host             | a:other.test -all                      | FAIL
            a, network                  | a:mx.test/24 -all                      | PASS
            a, two networks             | a:mx.test/24//64 -all                  | PASS
            a, no such host             | a:nowhere.test -all                    | FAIL
            a, no answer                | a:broken.test -all                     | TEMPERROR
            mx                          | mx:mail.test -all                      | PASS
            mx, none                    | mx:mx.test -all                        | FAIL
            mx, null                    | mx:nullmx.test -all                    | FAIL
            mx, does not fall back to a | mx:dead.test -all                      | FAIL
            mx, behind one without host | mx:dead.test mx:mail.test -all         | PASS
            mx, no answer               | mx:broken.test -all                    | TEMPERROR
            ptr                         | ptr:mx.test -all                       | PASS
            ptr, parent domain          | ptr:test -all                          | PERMERROR
            ptr, other domain           | ptr:other.test -all                    | FAIL
            exists                      | exists:mx.test -all                    | PASS
            exists, not                 | exists:nowhere.test -all               | FAIL
            exists, no answer           | exists:broken.test -all                | TEMPERROR
            exists without a name       | exists -all                            | PERMERROR
            include passes              | include:pass.test -all                 | PASS
            include fails               | include:fail.test +all                 | PASS
            include softfails           | include:soft.test -all                 | FAIL
            include neutral             | include:neutral.test -all              | FAIL
            include of an empty record  | include:empty.test -all                | FAIL
            include of no record        | include:nospf.test -all                | PERMERROR
            include of no domain        | include:nowhere.test -all              | PERMERROR
            include of a wrong record   | include:wrong.test -all                | PERMERROR
            include, no answer          | include:broken.test -all               | TEMPERROR
            include of oneself          | include:example.test -all              | PERMERROR
            redirect                    | redirect=fail.test                     | FAIL
            redirect behind a mechanism | ip4:192.0.2.1 redirect=fail.test       | PASS
            redirect to an empty record | redirect=empty.test                    | NEUTRAL
            redirect to no record       | redirect=nospf.test                    | PERMERROR
            redirect to oneself         | redirect=example.test                  | PERMERROR
            redirect twice              | redirect=pass.test redirect=pass.test  | PERMERROR
            redirect beside all         | ?all redirect=fail.test                | NEUTRAL
            unknown modifier            | moo=cow ip4:192.0.2.1 -all             | PASS
            unknown mechanism           | moo ip4:192.0.2.1 -all                 | PERMERROR
            wrong behind the match      | +all moo:                              | PERMERROR
            explanation is not fetched  | -all exp=broken.test                   | FAIL
            empty record                | ''                                     | NEUTRAL
            """)
    void resultShouldBeWhatTheRecordSays(String label, String terms, SpfResult expected) {
        dns.zone().put("example.test", "TXT v=spf1 " + terms, "TXT google-site-verification=x");

        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ip6          | ip6:2001:db8::1 -all          | PASS
            ip6, network | ip6:2001:db8::/64 -all        | PASS
            ip6, other   | ip6:2001:db8:1::/64 -all      | FAIL
            ip6, /129    | ip6:2001:db8::/129 -all       | PERMERROR
            ip4          | ip4:0.0.0.0/0 -all            | FAIL
            a            | a:mx.test -all                | PASS
            a, network   | a:other.test//32 -all         | PASS
            mx           | mx:mail.test -all             | PASS
            macro        | exists:%{ir}.%{v}.list.test -all | PASS
            """)
    void resultShouldBeWhatTheRecordSaysWhenTheClientHasIpv6(String label, String terms, SpfResult expected) {
        dns.zone().put("example.test", "TXT v=spf1 " + terms);
        dns.zone().put("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.list.test", "A 127.0.0.2");

        assertThat(check("2001:db8::1", "helo.test", "alice@example.test")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            client           | %{i}.m.test              | 192.0.2.1.m.test
            reversed         | %{ir}.m.test             | 1.2.0.192.m.test
            in-addr          | %{v}.m.test              | in-addr.m.test
            sender           | %{s}.m.test              | bob-x+y@example.test.m.test
            local part       | %{l}.m.test              | bob-x+y.m.test
            split            | %{lr-}.m.test            | x+y.bob.m.test
            split and cut    | %{l1r+-}.m.test          | bob.m.test
            domain           | %{d}.m.test              | example.test.m.test
            cut domain       | %{d1}.m.test             | test.m.test
            original domain  | %{o}.m.test              | example.test.m.test
            helo             | %{h}.m.test              | helo.test.m.test
            validated name   | %{p}.m.test              | mx.test.m.test
            percent          | a%%b%_c%-d.m.test        | a%b c%20d.m.test
            """)
    void macrosShouldBeExpanded(String label, String macro, String name) {
        dns.zone().put("example.test", "TXT v=spf1 exists:" + macro + " -all");
        dns.zone().put(name, "A 127.0.0.2");

        assertThat(check(CLIENT, "helo.test", "bob-x+y@example.test")).as("%s", dns.asked()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%{x}.m.test", "%{i.m.test", "%i}.m.test", "%(i).m.test", "%{d0}.m.test", "%{d99999999999}.m.test", "%{c}.m.test",
        "%", "%{", "%{i}%", "."})
    void wrongMacrosShouldBeAPermanentError(String macro) {
        dns.zone().put("example.test", "TXT v=spf1 exists:" + macro + " -all");

        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(SpfResult.PERMERROR);
    }

    @Test
    void mechanismShouldNotMatchWhenAMacroMakesNoName() {
        dns.zone().put("example.test", "TXT v=spf1 exists:%{l}.m.test mx:%{l}.m.test a:%{l}.m.test ~all");

        assertThat(check(CLIENT, "helo.test", "x".repeat(80) + "@example.test")).isEqualTo(SpfResult.SOFTFAIL);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no domain               | alice                  | NONE
            no such domain          | alice@nowhere.test     | NONE
            no record               | alice@nospf.test       | NONE
            no answer               | alice@broken.test      | TEMPERROR
            one label               | alice@localhost        | NONE
            address literal         | alice@[192.0.2.1]      | NONE
            empty label             | alice@a..test          | NONE
            script                  | alice@<script>.test    | NONE
            no local part           | @pass.test             | PASS
            quoted local part       | '"a@b c"@pass.test'    | PASS
            letter case             | alice@PASS.Test        | PASS
            A-labels for U-labels   | alice@b\u00fccher.test | PASS
            no letter at all        | alice@\ud800.test      | NONE
            """)
    void domainShouldBeTheSenders(String label, String sender, SpfResult expected) {
        dns.zone().put("xn--bcher-kva.test", "TXT v=spf1 +all");

        assertThat(check(CLIENT, "helo.test", sender)).isEqualTo(expected);
    }

    @Test
    void domainShouldBeThatOfHeloWhenTheReversePathIsNull() {
        dns.zone().put("helo.test", "TXT v=spf1 exists:%{l}.%{o}.m.test -all");
        dns.zone().put("postmaster.helo.test.m.test", "A 127.0.0.2");

        assertThat(check(CLIENT, "helo.test", "")).isEqualTo(SpfResult.PASS);
        assertThat(check(CLIENT, "nospf.test", "")).isEqualTo(SpfResult.NONE);
        assertThat(check(CLIENT, "[192.0.2.1]", "")).isEqualTo(SpfResult.NONE);
        assertThat(check(CLIENT, "", "")).isEqualTo(SpfResult.NONE);
    }

    @Test
    void severalRecordsShouldBeAPermanentError() {
        dns.zone().put("example.test", "TXT v=spf1 +all", "TXT v=spf1 -all");

        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isEqualTo(SpfResult.PERMERROR);
    }

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

        long start = System.nanoTime();
        assertThat(check(CLIENT, "helo.test", "alice@example.test")).isIn(SpfResult.PERMERROR, SpfResult.FAIL);
        assertThatCode(() -> check(CLIENT, "helo.test", "alice@include.test")).doesNotThrowAnyException();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
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

    private SpfResult check(String client, String helo, String sender) {
        CompletionStage<SpfResult> result = spf.check(client(client), helo, sender);
        workers.run();
        assertThat(result.toCompletableFuture()).isCompleted();
        assertThat(timer.pending()).isZero();
        return result.toCompletableFuture().join();
    }

    private static InetAddress client(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
