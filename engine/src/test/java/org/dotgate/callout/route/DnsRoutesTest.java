package org.dotgate.callout.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dotgate.callout.route.Route.Kind;
import org.dotgate.dns.Dns;
import org.dotgate.dns.NoDns;
import org.dotgate.dns.Zone;
import org.dotgate.dns.ZoneDns;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsRoutesTest {
    private final Zone zone = new Zone();
    private final ZoneDns dns = new ZoneDns(zone);
    private final DnsRoutes routes = routes(dns);

    static DnsRoutes routes(Dns dns) {
        return new DnsRoutes(dns, new OwnAddresses(new ManualTimer(), () -> Set.of(InetAddress.getByName("8.8.4.4"))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no such domain             | -                       | -         | UNROUTABLE | example.test has neither MX nor address
            other records only         | TXT v=spf1 -all         | -         | UNROUTABLE | example.test has neither MX nor address
            null MX                    | MX 0 .                  | -         | UNROUTABLE | null MX
            null MX with an address    | MX 0 .; A 8.8.8.8       | -         | UNROUTABLE | null MX
            implicit MX                | A 8.8.8.8               | -         | TARGETS    | example.test[8.8.8.8]
            MX before the own address  | MX 5 a.test; A 8.8.8.8  | A 9.9.9.9 | TARGETS    | a.test[9.9.9.9]
            null MX beside another     | MX 0 .; MX 5 a.test     | A 9.9.9.9 | TARGETS    | a.test[9.9.9.9]
            MX without an address      | MX 5 a.test; A 8.8.8.8  | -         | UNROUTABLE | a.test has no address
            MX in capitals, twice      | MX 5 A.TEST; MX 6 a.test. | A 9.9.9.9 | TARGETS  | a.test[9.9.9.9]
            MX that is an alias        | MX 5 alias.test         | A 9.9.9.9 | TARGETS    | alias.test[9.9.9.9]
            MX whose aliases go round  | MX 5 loop.test          | A 9.9.9.9 | UNKNOWN    | the address of loop.test is not known
            domain that is an alias    | CNAME a.test            | A 9.9.9.9 | TARGETS    | example.test[9.9.9.9]
            domain of going round      | CNAME loop.test         | -         | UNKNOWN    | no mail exchangers are known
            one label                  | MX 5 mailhost           | A 9.9.9.9 | UNROUTABLE | mailhost has no address
            v4 and v6                  | MX 5 a.test             | AAAA 2a01::1; A 9.9.9.9 | TARGETS | a.test[9.9.9.9] a.test[2a01:0:0:0:0:0:0:1]
            v6 only                    | MX 5 a.test             | AAAA 2a01::1 | TARGETS | a.test[2a01:0:0:0:0:0:0:1]
            the same address twice     | MX 5 a.test; MX 6 alias.test | A 9.9.9.9; A 9.9.9.9 | TARGETS | a.test[9.9.9.9]
            """)
    void routeShouldBeAsDnsSays(String label, String domain, String host, Kind kind, String text) {
        put("example.test", domain);
        put("a.test", host);
        put("alias.test", "CNAME alias2.test");
        put("alias2.test", "CNAME a.test");
        put("loop.test", "CNAME loop2.test");
        put("loop2.test", "CNAME loop.test");

        assertRoute(find("example.test"), kind, text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            loopback              | MX 5 a.test      | A 127.0.0.1      | a.test is at 127.0.0.1 (loopback), which is not asked
            implicit loopback     | A 127.0.0.1      | -                | example.test is at 127.0.0.1 (loopback)
            metadata of a cloud   | MX 5 a.test      | A 169.254.169.254 | a.test is at 169.254.169.254 (link-local)
            private               | MX 5 a.test      | A 10.0.0.1; A 192.168.1.1 | a.test is at 10.0.0.1 (private)
            unspecified           | MX 5 a.test      | A 0.0.0.0        | a.test is at 0.0.0.0 (this network)
            v6 unspecified        | MX 5 a.test      | AAAA ::          | (unspecified)
            v6 loopback           | MX 5 a.test      | AAAA ::1         | (loopback)
            mapped loopback       | MX 5 a.test      | AAAA ::ffff:127.0.0.1 | a.test is at 127.0.0.1 (loopback)
            our own address       | MX 5 a.test      | A 8.8.4.4        | a.test is at 8.8.4.4 (this machine's own)
            localhost             | MX 5 localhost   | -                | localhost is this machine
            under localhost       | MX 5 a.localhost | -                | a.localhost is this machine
            an address literal    | MX 5 192.0.2.1   | -                | '192.0.2.1' is no name of a mail exchanger
            loopback as a literal | MX 5 127.0.0.1   | -                | '127.0.0.1' is no name
            a short literal       | MX 5 127.1       | -                | '127.1' is no name
            a number              | MX 5 2130706433  | -                | '2130706433' is no name
            hexadecimal           | MX 5 0x7f.0x1    | -                | '0x7f.0x1' is no name
            in brackets           | MX 5 [127.0.0.1] | -                | '[127.0.0.1]' is no name
            IPv6 literal          | MX 5 [::1]       | -                | '[::1]' is no name
            nothing usable        | MX 5 invalid     | -                | a name that a host can have
            """)
    void routeShouldBeUnknownWhenNothingMayBeConnectedTo(String label, String domain, String host, String text) {
        put("example.test", domain);
        put("a.test", host);
        put("localhost", "A 8.8.8.8");
        put("192.0.2.1", "A 8.8.8.8");

        assertRoute(find("example.test"), Kind.UNKNOWN, text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an unsafe one and a good one        | 10.0.0.1 | 9.9.9.9  | TARGETS    | b.test[9.9.9.9]
            one without address and a good one  | -        | 9.9.9.9  | TARGETS    | b.test[9.9.9.9]
            one that fails and a good one       | fails    | 9.9.9.9  | TARGETS    | b.test[9.9.9.9]
            an unsafe one, one without address  | 10.0.0.1 | -        | UNKNOWN    | a.test is at 10.0.0.1 (private)
            one that fails, one without address | -        | fails    | UNKNOWN    | the address of b.test is not known: b.test: no answer
            both without address                | -        | -        | UNROUTABLE | a.test has no address; b.test has no address
            both fail                           | fails    | fails    | UNKNOWN    | the address of a.test is not known: a.test: no answer; the address of b.test
            """)
    void routeShouldBeWhatIsLeftOfTwoExchangers(String label, String first, String second, Kind kind, String text) {
        zone.put("example.test", "MX 10 a.test", "MX 20 b.test", "A 8.8.8.8");
        host("a.test", first);
        host("b.test", second);

        assertRoute(find("example.test"), kind, text);
    }

    private void host(String name, String address) {
        if (address.equals("fails")) {
            dns.fail(name);
        } else {
            put(name, address.equals("-") ? address : "A " + address);
        }
    }

    @Test
    void routeShouldBeUnknownWhenDnsFailsForTheDomain() {
        zone.put("example.test", "MX 10 a.test", "A 8.8.8.8");
        dns.fail("example.test");

        assertRoute(find("example.test"), Kind.UNKNOWN, "no mail exchangers are known: example.test: no answer");
        assertRoute(routes(NoDns.INSTANCE).find("example.test", false).toCompletableFuture().join(), Kind.UNKNOWN, "no DNS");
    }

    @Test
    void unsafeAddressesShouldBeLeftOutBesideSafeOnes() {
        zone.put("example.test", "MX 10 a.test");
        zone.put("a.test", "A 127.0.0.1", "A 9.9.9.9", "AAAA ::1", "A 10.0.0.1", "AAAA 2a01::1");

        assertRoute(find("example.test"), Kind.TARGETS, "a.test[9.9.9.9] a.test[2a01:0:0:0:0:0:0:1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A 127.0.0.1", "A 10.0.0.1", "AAAA ::1", "AAAA fd00::1", "A 8.8.4.4"})
    void privateHostsShouldBeTargetsWhenAllowed(String record) {
        zone.put("example.test", "MX 10 a.test", "MX 20 localhost");
        zone.put("a.test", record);
        zone.put("localhost", "A 127.0.0.2");

        Route route = routes.find("example.test", true).toCompletableFuture().join();

        assertThat(route.targets()).extracting(Target::host).containsExactly("a.test", "localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A 0.0.0.0", "AAAA ::", "A 224.0.0.1", "AAAA ff02::1", "A 255.255.255.255"})
    void whatNoHostHasShouldBeNoTargetEvenThen(String record) {
        zone.put("example.test", record);

        assertThat(routes.find("example.test", true).toCompletableFuture().join().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void fiftyExchangersShouldBeCutAndEachHaveOneAddressBeforeAnyHasTwo() {
        List<String> exchanges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            exchanges.add("MX " + i + " mx" + i + ".test");
            zone.put("mx" + i + ".test", "A 9." + i + ".0.1", "A 9." + i + ".0.2", "AAAA 2a01:" + i + "::1");
        }
        zone.put("example.test", exchanges);

        Route route = find("example.test");

        assertThat(route.targets()).hasSize(DnsRoutes.MAX_TARGETS).extracting(Target::host).containsExactly("mx0.test", "mx0.test",
                "mx1.test", "mx1.test", "mx2.test", "mx2.test", "mx3.test", "mx3.test", "mx4.test", "mx5.test", "mx6.test", "mx7.test");
        assertThat(route.targets().get(1).address().getHostAddress()).startsWith("2a01:");
        assertThat(dns.asked()).hasSize(1 + DnsRoutes.MAX_HOSTS);
    }

    @Test
    void fiftyAddressesShouldBeCut() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            addresses.add("A 9.9.9." + i);
            addresses.add("AAAA 2a01::" + i);
        }
        zone.put("example.test", addresses);

        assertRoute(find("example.test"), Kind.TARGETS, "example.test[9.9.9.0] example.test[2a01:0:0:0:0:0:0:0]"
                + " example.test[9.9.9.1] example.test[2a01:0:0:0:0:0:0:1]");
    }

    @Test
    void routeShouldBeUnknownWhenOnlySomeOfManyExchangersWereLookedAt() {
        List<String> exchanges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            exchanges.add("MX " + i + " mx" + i + ".test");
        }
        zone.put("example.test", exchanges);
        zone.put("mx49.test", "A 9.9.9.9");

        assertRoute(find("example.test"), Kind.UNKNOWN, "the first 8 of 50 mail exchangers have no address");
    }

    @Test
    void hostsShouldBeAskedAboutAllAtOnce() {
        zone.put("example.test", "MX 10 a.test", "MX 20 b.test");
        zone.put("a.test", "A 9.9.9.1");
        zone.put("b.test", "A 9.9.9.2");
        dns.hold("a.test");

        CompletableFuture<Route> route = routes.find("example.test", false).toCompletableFuture();

        assertThat(dns.asked()).containsExactly("example.test MX", "a.test A AAAA", "b.test A AAAA");
        assertThat(route).isNotDone();
        dns.release();
        assertRoute(route.join(), Kind.TARGETS, "a.test[9.9.9.1] b.test[9.9.9.2]");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(delimiter = '|', textBlock = """
            ''               | UNKNOWN
            .                | UNKNOWN
            [127.0.0.1]      | UNKNOWN
            [IPv6:::1]       | UNKNOWN
            127.0.0.1        | UNKNOWN
            127.1            | UNKNOWN
            localhost        | UNKNOWN
            a..test          | UNROUTABLE
            -                | UNROUTABLE
            """)
    void oddDomainsShouldLeadNowhere(String domain, Kind kind) {
        zone.put("127.0.0.1", "A 8.8.8.8");
        zone.put("localhost", "A 8.8.8.8");

        assertThat(find(domain).kind()).isEqualTo(kind);
    }

    @Test
    void hugeDomainsShouldNotBeAsked() {
        assertThat(find("x.".repeat(200) + "test").kind()).isEqualTo(Kind.UNROUTABLE);
        assertThat(find("\u00fc".repeat(100_000)).kind()).isEqualTo(Kind.UNROUTABLE);
        assertThat(find("\u00fc".repeat(100) + ".test").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void internationalDomainsShouldBeAskedAsDnsHasThem() {
        zone.put("xn--bcher-kva.test", "A 9.9.9.9");

        assertRoute(find("b\u00fccher.test"), Kind.TARGETS, "xn--bcher-kva.test[9.9.9.9]");
        assertRoute(find("b\u00fccher.test."), Kind.TARGETS, "xn--bcher-kva.test[9.9.9.9]");
    }

    @Test
    void connectingShouldBeAllowedAsFindingIs() throws Exception {
        assertThat(routes.mayConnect(InetAddress.getByName("127.0.0.1"), false)).isFalse();
        assertThat(routes.mayConnect(InetAddress.getByName("127.0.0.1"), true)).isTrue();
        assertThat(routes.mayConnect(InetAddress.getByName("8.8.4.4"), false)).isFalse();
        assertThat(routes.mayConnect(InetAddress.getByName("0.0.0.0"), true)).isFalse();
        assertThat(routes.mayConnect(InetAddress.getByName("9.9.9.9"), false)).isTrue();
    }

    private Route find(String domain) {
        return routes.find(domain, false).toCompletableFuture().join();
    }

    private void put(String name, String records) {
        if (!"-".equals(records)) {
            zone.put(name, records.split("; *"));
        }
    }

    static void assertRoute(Route route, Kind kind, String text) {
        String targets = route.targets().stream().map(Target::toString).collect(Collectors.joining(" "));
        assertThat(route.kind()).as(targets + route.reason()).isEqualTo(kind);
        if (kind == Kind.TARGETS) {
            assertThat(targets).isEqualTo(text);
            assertThat(route.reason()).isEmpty();
        } else {
            assertThat(route.targets()).isEmpty();
            assertThat(route.reason()).contains(text);
        }
    }
}
