package org.dotgate.callout.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublicAddressesTest {
    private final PublicAddresses addresses = new PublicAddresses(new OwnAddresses(new ManualTimer(),
            () -> Set.of(InetAddress.getByName("8.8.4.4"), InetAddress.getByName("2a00:1450::25"))));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            unspecified                  | 0.0.0.0           | this network
            this network, last           | 0.255.255.255     | this network
            private 10/8                 | 10.0.0.0          | private
            private 10/8, last           | 10.255.255.255    | private
            shared by a provider         | 100.64.0.0        | shared by customers of a provider
            shared by a provider, last   | 100.127.255.255   | shared by customers of a provider
            loopback                     | 127.0.0.1         | loopback
            loopback, another            | 127.255.255.254   | loopback
            link-local                   | 169.254.0.1       | link-local
            a cloud's metadata           | 169.254.169.254   | link-local
            private 172.16/12            | 172.16.0.0        | private
            private 172.16/12, last      | 172.31.255.255    | private
            for protocols                | 192.0.0.8         | for protocols
            documentation 1              | 192.0.2.255       | for documentation
            relay of 6to4                | 192.88.99.1       | for relays of 6to4
            private 192.168/16           | 192.168.255.255   | private
            benchmarks                   | 198.18.0.0        | for benchmarks
            benchmarks, last             | 198.19.255.255    | for benchmarks
            documentation 2              | 198.51.100.0      | for documentation
            documentation 3              | 203.0.113.7       | for documentation
            multicast                    | 224.0.0.1         | multicast
            multicast, last              | 239.255.255.255   | multicast
            reserved                     | 240.0.0.0         | reserved
            reserved, last               | 255.255.255.254   | reserved
            broadcast                    | 255.255.255.255   | broadcast
            v6 unspecified               | ::                | unspecified
            v6 loopback                  | ::1               | loopback
            compatible with loopback     | ::127.0.0.1       | an IPv4 address in IPv6's clothes
            compatible with a public one | ::8.8.8.8         | an IPv4 address in IPv6's clothes
            mapped loopback              | ::ffff:127.0.0.1  | loopback
            mapped unspecified           | ::ffff:0.0.0.0    | this network
            translated, by SIIT          | ::ffff:0:8.8.8.8  | not for hosts of the public internet
            translated loopback          | 64:ff9b::127.0.0.1 | translated to IPv4, loopback
            translated private           | 64:ff9b::10.1.2.3 | translated to IPv4, private
            translated broadcast         | 64:ff9b::255.255.255.255 | translated to IPv4, broadcast
            beside translation           | 64:ff9b:0:0:0:1:808:808 | not for hosts of the public internet
            translated of one's own      | 64:ff9b:1::8.8.8.8 | for translation to IPv4 of a network's own
            discard                      | 100::1            | for discarding
            Teredo                       | 2001::1           | for protocols
            Teredo with a public server  | 2001:0:808:808::1 | for protocols
            benchmarks by v6             | 2001:2::1         | for protocols
            ORCHID                       | 2001:10::1        | for protocols
            documentation by v6          | 2001:db8::1       | for documentation
            documentation by v6, last    | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff | for documentation
            6to4 of loopback             | 2002:7f00:1::1    | tunnelled to IPv4, loopback
            6to4 of a private one        | 2002:c0a8:101::1  | tunnelled to IPv4, private
            6to4 of documentation        | 2002:cb00:7101::  | tunnelled to IPv4, for documentation
            documentation, the new       | 3fff::1           | for documentation
            documentation, the new, last | 3fff:fff:ffff::   | for documentation
            not assigned                 | 4000::1           | not for hosts of the public internet
            segment routing              | 5f00::1           | not for hosts of the public internet
            unique local                 | fc00::1           | private
            unique local, last           | fdff:ffff::1      | private
            link-local by v6             | fe80::1           | link-local
            link-local by v6, last       | febf::1           | link-local
            site-local                   | fec0::1           | site-local
            site-local, last             | feff::1           | site-local
            multicast by v6              | ff02::1           | multicast
            multicast by v6, last        | ffff::1           | multicast
            our own                      | 8.8.4.4           | this machine's own
            our own by v6                | 2a00:1450::25     | this machine's own
            """)
    void objectionShouldBeMadeToWhatIsNotPublic(String label, String address, String objection) throws Exception {
        assertThat(addresses.objection(InetAddress.getByName(address), false)).hasValue(objection);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
        "2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2606:4700::1", "2a01::1", "3ffe::1", "3fff:1000::1",
        "64:ff9b::8.8.8.8", "2002:808:808::1"})
    void objectionShouldNotBeMadeToPublicAddresses(String address) throws Exception {
        assertThat(addresses.objection(InetAddress.getByName(address), false)).isEmpty();
    }

    static Stream<Arguments> crafted() throws IOException {
        byte[] mapped = octets("::", 10);
        Arrays.fill(mapped, 10, 12, (byte) 0xff);
        mapped[12] = 8;
        byte[] global = InetAddress.getByName("2606:4700::1").getAddress();
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        return Stream.of(
                Arguments.of("mapped, as the library never makes it", Inet6Address.getByAddress(null, mapped, -1)),
                Arguments.of("scope by number", Inet6Address.getByAddress(null, global, 3)),
                Arguments.of("scope by interface", Inet6Address.getByAddress(null, global, loopback)),
                Arguments.of("link-local with a scope", Inet6Address.getByAddress(null, octets("fe80::1", 16), 1)));
    }

    private static byte[] octets(String address, int length) throws IOException {
        return Arrays.copyOf(Arrays.copyOf(InetAddress.getByName(address).getAddress(), length), 16);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crafted")
    void objectionShouldBeMadeToCraftedAddresses(String label, InetAddress address) {
        assertThat(addresses.objection(address, false)).isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"127.0.0.1, true", "10.0.0.1, true", "::1, true", "fe80::1, true", "8.8.4.4, true", "169.254.169.254, true",
        "240.0.0.1, true", "8.8.8.8, true", "0.0.0.0, false", "::, false", "224.0.0.1, false", "ff02::1, false",
        "255.255.255.255, false", "::ffff:0.0.0.0, false"})
    void privateOnesShouldBeAllowedToTestsButWhatNoHostHasToNobody(String address, boolean allowed) throws Exception {
        assertThat(addresses.objection(InetAddress.getByName(address), true).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void addressesOfThisMachineShouldBeFound() throws Exception {
        OwnAddresses own = OwnAddresses.ofThisMachine(new ManualTimer());

        assertThat(own.objection(InetAddress.getByName("127.0.0.1"))).hasValue("this machine's own");
        assertThat(own.objection(InetAddress.getByName("8.8.8.8"))).isEmpty();
    }
}
