package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {
    private static final String CLIENT = "192.0.2.77";

    private final FakeDns dns = new FakeDns();

    private String suspicion(String client) {
        return new Suspicion(dns).of(Given.address(client)).toCompletableFuture().getNow(null).orElse("none");
    }

    @Test
    void clientShouldNotBeSuspiciousWhenOneOfItsNamesLeadsBack() {
        dns.with(CLIENT, "old.example.org", "mx.example.org").host("mx.example.org", "2001:db8::1", CLIENT);

        assertThat(suspicion(CLIENT)).isEqualTo("none");
    }

    @Test
    void clientShouldBeSuspiciousWhenItHasNoName() {
        assertThat(suspicion(CLIENT)).isEqualTo("no reverse DNS");
    }

    @Test
    void clientShouldBeSuspiciousWhenItsNameLeadsElsewhere() {
        dns.with(CLIENT, "mx.example.org").host("mx.example.org", "192.0.2.78");

        assertThat(suspicion(CLIENT)).isEqualTo("reverse DNS that does not lead back");
    }

    @Test
    void clientShouldBeSuspiciousWhenItsNameIsThatOfALine() {
        dns.with(CLIENT, "dsl-77.example.net").host("dsl-77.example.net", CLIENT);

        assertThat(suspicion(CLIENT)).isEqualTo("a name as dial-up lines have");
    }

    @Test
    void clientShouldBeSuspiciousWhenDnsDoesNotAnswer() {
        dns.broken = true;

        assertThat(suspicion(CLIENT)).isEqualTo("no answer about its reverse DNS");
    }

    @Test
    void namesShouldBeLookedAtOnlyAsFarAsServersHaveThem() {
        dns.names.put(Given.address(CLIENT), Collections.nCopies(1000, "mx.example.org"));

        assertThat(suspicion(CLIENT)).isEqualTo("reverse DNS that does not lead back");
        assertThat(dns.questions).isEqualTo(6);
    }

    @ParameterizedTest(name = "{1} is {2}: {0}")
    @CsvSource({
        "a server,                    192.0.2.77,   mx1.example.org,                              false",
        "a numbered server,           192.0.2.77,   mail77.example.org,                           false",
        "two octets of a farm,        54.240.8.29,  a8-29.smtp-out.example.com,                   false",
        "one octet,                   209.85.221.41, mail-wr1-f41.example.com,                    false",
        "another's octets,            192.0.2.77,   10-20-30-40.relay.example.org,                false",
        "its domain is a word,        192.0.2.77,   mx.dsl.example,                               false",
        "its domain below a country,  192.0.2.77,   mx.cable.co.uk,                               false",
        "a word within a word,        192.0.2.77,   poolside.example.org,                         false",
        "a domain alone,              192.0.2.77,   example.org,                                  false",
        "IPv6 server,                 2001:db8::25, mx.example.org,                               false",
        "all octets,                  192.0.2.77,   192-0-2-77.example.net,                       true",
        "octets backwards,            192.0.2.77,   77.2.0.192.clients.example.net,               true",
        "three octets,                192.0.2.77,   host-0-2-77.example.net,                      true",
        "the first three,             192.0.2.77,   192-0-2.nat.example.net,                      true",
        "padded octets,               192.0.2.77,   ip192000002077.example.net,                   true",
        "octets with zeros,           192.0.2.77,   192-000-002-077.example.net,                  true",
        "octets in a row,             192.0.2.177,  h19202177.example.net,                        true",
        "hexadecimal,                 192.0.2.77,   pC000024D.t.example.net,                      true",
        "dynamic,                     192.0.2.77,   dynamic-4.example.net,                        true",
        "dsl with a number,           192.0.2.77,   adsl24.city.example.net,                      true",
        "dhcp,                        192.0.2.77,   a.dhcp.example.net,                           true",
        "pool,                        192.0.2.77,   nyc-pool7.example.net,                        true",
        "ppp,                         192.0.2.77,   ppp12.example.net,                            true",
        "cable,                       192.0.2.77,   x.cable.isp.example.co.uk,                    true",
        "upper case,                  192.0.2.77,   DIALUP-1.EXAMPLE.NET,                         true",
        "IPv6 groups,                 2001:db8::a1b2:c3d4:e5f6:1, a1b2-c3d4-e5f6-1.example.net,   true",
        "IPv6 padded,                 2001:db8::a1b2:c3d4:e5f6:1, ip6-a1b2c3d4e5f60001.example.net, true",
        "IPv6 backwards,              2001:db8::a1b2:c3d4:e5f6:1, 1.0.0.0.6.f.5.e.4.d.3.c.2.b.1.a.ip6.example.net, true",
    })
    void nameShouldBeThatOfALineOrNot(String label, String address, String name, boolean isOne) {
        assertThat(DialUpName.isOne(name, Given.address(address))).isEqualTo(isOne);
    }

    @Test
    void nameShouldBeThatOfALineWhenItIsLongerThanNamesAre() {
        assertThat(DialUpName.isOne("a.".repeat(5000) + "example.org", Given.address(CLIENT))).isTrue();
    }
}
