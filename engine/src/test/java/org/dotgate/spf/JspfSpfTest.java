package org.dotgate.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JspfSpfTest extends SpfRig {
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
}
