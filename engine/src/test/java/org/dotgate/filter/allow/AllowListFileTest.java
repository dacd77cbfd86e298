package org.dotgate.filter.allow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.correspondents.Address;
import org.dotgate.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowListFileTest {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            an address                          | ann@example.org       | ann@example.org          | ann@example.org
            an address, other case              | Ann@Example.ORG       | ANN@example.org          | ann@example.org
            another address                     | ann@example.org       | anna@example.org         | -
            an address with a tag               | ann@example.org       | ann+x@example.org        | -
            an address behind a tag of BATV     | ann@example.org       | prvs=0123abcdef=ann@example.org | ann@example.org
            an address of a bare name           | root@localhost        | root@localhost           | root@localhost
            a slash and a plus                  | a/b+c@example.org     | a/b+c@example.org        | a/b+c@example.org
            a hash that is no comment           | a#b@example.org       | a#b@example.org          | a#b@example.org
            a domain                            | example.org           | ben@example.org          | example.org
            a domain, other case                | EXAMPLE.org           | ben@Example.Org          | example.org
            not what is below it                | example.org           | ben@news.example.org     | -
            not what only ends so               | example.org           | ben@badexample.org       | -
            what is below a domain              | .example.org          | ben@news.example.org     | .example.org
            what is far below it                | .example.org          | ben@a.b.c.example.org    | .example.org
            not the domain itself               | .example.org          | ben@example.org          | -
            nor what only ends so               | .example.org          | ben@badexample.org       | -
            a whole top-level domain            | .example              | ben@shop.example         | .example
            an international domain             | bücher.example        | ben@BÜCHER.example       | bücher.example
            not its A-label                     | bücher.example        | ben@xn--bcher-kva.example | -
            an underscore                       | _mail.example.org     | ben@_mail.example.org    | _mail.example.org
            a comment behind it                 | example.org  # ours   | ben@example.org          | example.org
            nothing                             | # example.org         | ben@example.org          | -
            """)
    void senderShouldBeFoundByItsLine(String label, String line, String sender, String entry) throws Exception {
        assertThat(parse(line).entryOf(Address.of(sender).orElseThrow())).isEqualTo(Optional.ofNullable(entry));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a network                   | 192.0.2.0/24         | 192.0.2.255           | 192.0.2.0/24
            outside                     | 192.0.2.0/24         | 192.0.3.0             | -
            a single address            | 192.0.2.7            | 192.0.2.7             | 192.0.2.7
            its neighbour               | 192.0.2.7            | 192.0.2.6             | -
            the same, with its length   | 192.0.2.7/32         | 192.0.2.7             | 192.0.2.7
            half of all                 | 128.0.0.0/1          | 203.0.113.9           | 128.0.0.0/1
            an odd length               | 10.32.0.0/11         | 10.63.255.255         | 10.32.0.0/11
            an IPv6 network             | 2001:db8::/32        | 2001:db8:ffff::1      | 2001:db8::/32
            in capitals                 | 2001:DB8::/32        | 2001:db8::1           | 2001:db8::/32
            a long prefix               | 2001:db8::8/125      | 2001:db8::f           | 2001:db8::8/125
            outside of it               | 2001:db8::8/125      | 2001:db8::10          | -
            just half an address        | 2001:db8:1:2::/64    | 2001:db8:1:2:9::1     | 2001:db8:1:2::/64
            a single IPv6 address       | 2001:db8::7          | 2001:db8::7           | 2001:db8::7
            this machine                | ::1                  | ::1                   | ::1
            no IPv4 address is IPv6     | c000:200::/24        | 192.0.2.0             | -
            IPv4 in IPv6's clothes      | 192.0.2.0/24         | ::ffff:192.0.2.1      | 192.0.2.0/24
            """)
    void clientShouldBeFoundByItsLine(String label, String line, String client, String entry) throws Exception {
        assertThat(parse(line).networkOf(InetAddress.getByName(client)).map(Network::toString)).isEqualTo(Optional.ofNullable(entry));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a word                   | friends                | 'friends' is not an address, domain or network, such as ann@example.org, example.org, .example.org (what is below it) or 192.0.2.0/24
            a wildcard               | *.example.org          | '*.example.org' is not an address, domain or network, such as ann@example.org, example.org, .example.org (what is below it) or 192.0.2.0/24; did you mean '.example.org'?
            a dot at the end         | example.org.           | 'example.org.' is not an address, domain or network, such as ann@example.org, example.org, .example.org (what is below it) or 192.0.2.0/24; did you mean 'example.org'?
            two dots                 | example..org           | 'example..org' is not an address, domain or network, such as ann@example.org, example.org, .example.org (what is below it) or 192.0.2.0/24
            a dot alone              | .                      | '.' is not an address, domain or network, such as ann@example.org, example.org, .example.org (what is below it) or 192.0.2.0/24
            two entries              | example.org, ann@example.com | 'example.org, ann@example.com' is not an address such as ann@example.org
            no local part            | @example.org           | '@example.org' is not an address such as ann@example.org; did you mean 'example.org'?
            a wildcard local part    | *@example.org          | '*@example.org' is not an address such as ann@example.org; did you mean 'example.org'?
            angle brackets           | <ann@example.org>      | '<ann@example.org>' is not an address such as ann@example.org; did you mean 'ann@example.org'?
            a name                   | Ann <ann@example.org>  | 'Ann <ann@example.org>' is not an address such as ann@example.org; did you mean 'ann@example.org'?
            a link                   | mailto:ann@example.org | 'mailto:ann@example.org' is not an address such as ann@example.org; did you mean 'ann@example.org'?
            no domain                | ann@                   | 'ann@' is not an address such as ann@example.org
            two domains              | a@b@example.org        | 'a@b@example.org' is not an address such as ann@example.org
            an address literal       | ann@[192.0.2.1]        | 'ann@[192.0.2.1]' is not an address such as ann@example.org
            a comma behind           | ann@example.org,       | 'ann@example.org,' is not an address such as ann@example.org; did you mean 'ann@example.org'?
            bits below the mask      | 192.0.2.7/24           | '192.0.2.7/24' has more bits than its first 24; did you mean '192.0.2.0/24'?
            bits below, IPv6         | 2001:db8::1/64         | '2001:db8::1/64' has more bits than its first 64; did you mean '2001:db8::/64'?
            a mask                   | 192.0.2.0/255.255.255.0 | '192.0.2.0/255.255.255.0' has a mask; the number of its bits is wanted, as in '192.0.2.0/24'
            a mask with holes        | 192.0.2.0/255.0.255.0  | '192.0.2.0/255.0.255.0' has a mask; the number of its bits is wanted
            everybody                | 0.0.0.0/0              | '0.0.0.0/0' must have a length from 1 to 32 behind its slash, for /0 is everybody
            a length beyond          | 192.0.2.0/33           | '192.0.2.0/33' must have a length from 1 to 32 behind its slash
            a length beyond, IPv6    | 2001:db8::/129         | '2001:db8::/129' must have a length from 1 to 128 behind its slash
            no length                | 192.0.2.0/             | '192.0.2.0/' is not a network such as 192.0.2.0/24; did you mean '192.0.2.0'?
            a range                  | 192.0.2.0-192.0.2.255  | '192.0.2.0-192.0.2.255' is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32
            three parts              | 192.0.2                | '192.0.2' is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32
            a part too large         | 192.0.2.256            | '192.0.2.256' is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32
            zeros in front           | 192.0.2.010            | '192.0.2.010' is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32
            a zone                   | fe80::1%eth0           | 'fe80::1%eth0' is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32
            not IPv6                 | 2001:db8               | '2001:db8' is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32
            IPv4 in IPv6's clothes   | ::ffff:192.0.2.1       | '::ffff:192.0.2.1' is an IPv4 address in IPv6's clothes; write it as 192.0.2.1
            square brackets          | [2001:db8::1]          | '[2001:db8::1]' is not a network such as 192.0.2.0/24; did you mean '2001:db8::1'?
            a page                   | https://example.org/   | 'https://example.org/' is not a network such as 192.0.2.0/24; did you mean 'example.org'?
            """)
    void wrongLineShouldBeNamedWithItsRemedy(String label, String line, String problem) {
        assertThatThrownBy(() -> parse("# ours\nexample.net\n" + line + "\n")).isInstanceOf(SettingsException.class)
                .hasMessage("conf/allow.txt:3: " + problem);
    }

    @Test
    void listShouldHoldWhatItsLinesSay() throws Exception {
        AllowList list = parse("\ufeff# ours\r\n\r\n  ann@example.org \r\nexample.org\r\n.example.org\t# below\r\n192.0.2.0/24\n2001:db8::7");

        assertThat(list.size()).isEqualTo(5);
    }

    @Test
    void listsInTheTextsShouldBeValid() throws Exception {
        Path top = Path.of("..");
        Matcher page = Pattern.compile("(?ms)^```text\n(# a comment.*?)^```$").matcher(Files.readString(top.resolve("docs/filters-allow.md")));
        String comment = Files.readString(Path.of("src/main/java/org/dotgate/filter/allow/package-info.java"));
        String inComment = comment.substring(comment.indexOf("<pre>") + 5, comment.indexOf("</pre>")).replaceAll("(?m)^ \\*", "");

        assertThat(page.find()).isTrue();
        assertThat(parse(page.group(1)).size()).isEqualTo(6);
        assertThat(parse(inComment).size()).isEqualTo(5);
        assertThat(AllowListFile.read(top.resolve("conf-samples/allow.txt"), "conf/allow.txt").size()).isEqualTo(2);
    }

    @Test
    void listShouldHoldAnEntryOnceWhenItComesAgain() throws Exception {
        assertThat(parse("example.org\nEXAMPLE.ORG\n192.0.2.1\n192.0.2.1/32\n").size()).isEqualTo(2);
    }

    @Test
    void listShouldBeEmptyWhenItHoldsCommentsOnly() throws Exception {
        assertThat(parse("").size()).isZero();
        assertThat(parse("# nobody yet\n").size()).isZero();
    }

    @Test
    void smallestNetworkShouldBeNamedWhenSeveralHoldTheClient() throws Exception {
        AllowList list = parse("192.0.0.0/16\n192.0.2.0/24\n192.0.2.0/28\n");

        assertThat(list.networkOf(InetAddress.getByName("192.0.2.9"))).map(Network::toString).hasValue("192.0.2.0/28");
        assertThat(list.networkOf(InetAddress.getByName("192.0.2.99"))).map(Network::toString).hasValue("192.0.2.0/24");
        assertThat(list.networkOf(InetAddress.getByName("192.0.9.9"))).map(Network::toString).hasValue("192.0.0.0/16");
    }

    @Test
    void problemShouldBeShortWhenTheLineIsLong() {
        assertThatThrownBy(() -> parse("x".repeat(100_000))).hasMessageStartingWith("conf/allow.txt:1: 'xxx").hasMessageEndingWith("…' is longer than any address, domain or network").message().hasSizeLessThan(300);
        assertThatThrownBy(() -> parse("1".repeat(100_000))).message().hasSizeLessThan(300);
        assertThatThrownBy(() -> parse("a.".repeat(50_000) + "org")).message().hasSizeLessThan(300);
        assertThatThrownBy(() -> parse("<".repeat(100_000) + "@")).message().hasSizeLessThan(300);
    }

    @Test
    void lineShouldBeNamedWhenItIsNotUtf8() {
        assertThatThrownBy(() -> AllowListFile.parse("example.org\nbücher.example\n".getBytes(ISO_8859_1), "conf/allow.txt"))
                .hasMessage("conf/allow.txt:2: is not UTF-8");
    }

    @Test
    void listShouldBeRefusedWhenItIsTooLong() throws IOException {
        Path file = Files.writeString(directory.resolve("allow.txt"), "192.0.2.1\n".repeat(AllowListFile.MAX_ENTRIES + 1));

        assertThatThrownBy(() -> AllowListFile.read(file, "conf/allow.txt"))
                .hasMessage("conf/allow.txt:1000001: there are more than 1000000 entries");
    }

    private static AllowList parse(String text) throws SettingsException {
        return AllowListFile.parse(text.getBytes(UTF_8), "conf/allow.txt");
    }
}
