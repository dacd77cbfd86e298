package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a network,               192.0.2.77,                        24, 64, 192.0.2.0/24",
        "one address,             192.0.2.77,                        32, 64, 192.0.2.77/32",
        "in an octet,             192.0.2.77,                        19, 64, 192.0.0.0/19",
        "half the world,          192.0.2.77,                         1, 64, 128.0.0.0/1",
        "an IPv6 network,         2001:db8:1:2:3:4:5:6,              24, 64, 2001:db8:1:2::/64",
        "an IPv6 address,         2001:db8::1,                       24, 128, 2001:db8::1/128",
        "in a group,              2001:db8:1:2fff::1,                24, 52, 2001:db8:1:2000::/52",
        "the longest row of 0,    2001:0:0:1:0:0:0:1,                24, 128, 2001:0:0:1::1/128",
        "no row of 0,             1:2:3:4:5:6:7:8,                   24, 128, 1:2:3:4:5:6:7:8/128",
        "a single 0,              1:0:3:4:5:6:7:8,                   24, 128, 1:0:3:4:5:6:7:8/128",
        "the loopback address,    ::1,                               24, 128, ::1/128",
    })
    void networkShouldBeThePrefixOfTheAddress(String label, String address, int ipv4, int ipv6, String network) {
        GreylistSettings settings = Given.settings("ipv4-prefix = " + ipv4, "ipv6-prefix = " + ipv6);

        assertThat(Origin.network(Given.address(address), settings)).isEqualTo(network);
    }

    @Test
    void networkShouldBeThatOfTheIpv4AddressWhenItComesAsIpv6() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 77};

        assertThat(Origin.network(Inet6Address.getByAddress("client", mapped, 0), Given.settings())).isEqualTo("192.0.2.0/24");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            the sender's      | anna@Example.ORG      | helo.example | example.org
            with a last dot   | anna@example.org.     | helo.example | example.org
            null sender       | ''                    | MX.Example   | mx.example
            nothing at all    | ''                    | ''           | none
            one label         | anna@localhost        | helo.example | none
            a literal         | anna@[192.0.2.1]      | helo.example | none
            an address        | ''                    | 192.0.2.1    | none
            no domain         | anna                  | helo.example | none
            8-bit             | anna@exämple.org      | helo.example | none
            blanks            | anna@exa mple.org     | helo.example | none
            """)
    void domainShouldBeTheOneThatSpfVouchesFor(String label, String sender, String helo, String domain) {
        assertThat(Origin.domain(sender, helo).orElse(null)).isEqualTo(domain);
    }
}
