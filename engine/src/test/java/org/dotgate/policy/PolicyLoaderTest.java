package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.FilterType;
import org.dotgate.mail.Client;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLoaderTest {
    @TempDir
    private Path directory;
    private final ProbeType probes = new ProbeType();

    @Test
    void policyShouldHaveItsDefaultsWhenTheFileIsEmpty() throws Exception {
        Policy policy = load("");

        assertThat(policy.dot().isEmpty()).isTrue();
        assertThat(policy.dot().settings().budget()).isEqualTo(Duration.ofSeconds(150));
        assertThat(policy.dot().settings().patience()).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.dot().settings().keepalive()).isZero();
        assertThat(policy.dot().settings().keepaliveCode()).isEqualTo(250);
        assertThat(policy.dot().settings().remember()).isEqualTo(Duration.ofHours(4));
        assertThat(policy.dot().settings().background()).isEqualTo(200);
        assertThat(policy.files()).containsExactly(directory.resolve("dotgate.ini"));
    }

    @Test
    void filtersShouldRunInTheirOrderWithWhatTheirSectionsSay() throws Exception {
        Policy policy = load("""
                [dot]
                run = b, a
                [filter a]
                type = probe
                [filter b]
                type = probe
                required = yes
                timeout = 2s
                on-timeout = pass
                on-error = reject
                mode = shadow
                [filter elsewhere]
                type = probe
                """);

        assertThat(policy.dot().steps()).extracting(FilterStep::name).containsExactly("b", "a");
        assertThat(policy.dot().named()).containsOnlyKeys("a", "b", "elsewhere");
        FilterStep b = policy.dot().steps().get(0);
        assertThat(b.isRequired()).isTrue();
        assertThat(b.isShadow()).isTrue();
        assertThat(b.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(b.onTimeout()).isEqualTo(FilterStep.Fallback.PASS);
        assertThat(b.onError()).isEqualTo(FilterStep.Fallback.REJECT);
        FilterStep a = policy.dot().steps().get(1);
        assertThat(a.isRequired()).isFalse();
        assertThat(a.isShadow()).isFalse();
        assertThat(a.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(a.onTimeout()).isEqualTo(FilterStep.Fallback.TEMPFAIL);
        assertThat(a.onError()).isEqualTo(FilterStep.Fallback.TEMPFAIL);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            section              | [dto]~budget = 5s                                   | 1 | there is no section [dto]; did you mean 'dot'?
            key of [dotgate]     | [dotgate]~exmept = relay                            | 2 | there is no key 'exmept' in [dotgate]; did you mean 'exempt'?
            value of exempt      | [dotgate]~exempt = relay, authentcated              | 2 | [dotgate] exempt: 'authentcated' is not valid; did you mean 'authenticated'?
            key of [dot]         | [dot]~patience = 5s~budgt = 5s                      | 3 | there is no key 'budgt' in [dot]; did you mean 'budget'?
            budget too long      | [dot]~budget = 171s                                 | 2 | [dot] budget: '171s' is not from 1ms to 170s
            budget off           | [dot]~budget = off                                  | 2 | [dot] budget: 'off' is not a duration
            on-drop              | [dot]~on-drop = dicsard                             | 2 | [dot] on-drop: 'dicsard' is not valid; did you mean 'discard'?
            on-quit              | [dot]~on-quit = remember                            | 2 | [dot] on-quit: 'remember' is not valid
            keepalive-code       | [dot]~keepalive-code = 354                          | 2 | [dot] keepalive-code: '354' is not valid
            key of [callout]     | [callout]~resovler = 192.0.2.53:53                  | 2 | there is no key 'resovler' in [callout]; did you mean 'resolver'?
            resolver             | [callout]~resolver = 192.0.2.53                     | 2 | [callout] resolver: '192.0.2.53' is not of the form host:port
            background           | [dot]~background = -1                               | 2 | [dot] background: '-1' is not a whole number from 0 to 100000
            key of [greylist]    | [greylist]~dealy = 5m                               | 2 | there is no key 'dealy' in [greylist]; did you mean 'delay'?
            greylist, unused     | [greylist]~window = 1m                              | 2 | [greylist] window: a window of 1m ends before a delay of 5m
            run, no such filter  | [dot]~run = a, wrods~[filter words]~type = probe~[filter a]~type = probe | 2 | [dot] run: there is no section [filter wrods]; did you mean 'words'?
            run, no filter       | [dot]~run = words                                   | 2 | [dot] run: there is no section [filter words]
            run, twice           | [dot]~run = a, a~[filter a]~type = probe            | 2 | [dot] run: 'a' stands there twice
            filter without type  | [dot]~[filter a]~timeout = 5s                       | 2 | [filter a] lacks the key 'type'
            type                 | [filter a]~type = prob                              | 2 | [filter a] type: there is no filter type 'prob'; did you mean 'probe'?
            common key           | [filter a]~type = probe~requird = yes               | 3 | there is no key 'requird' in [filter a]; did you mean 'required'?
            key of the type      | [filter a]~type = probe~lsit = x                    | 3 | there is no key 'lsit' in [filter a]; did you mean 'list'?
            yes or no            | [filter a]~type = probe~keep = true                 | 3 | [filter a] keep: 'true' is not valid
            mode                 | [filter a]~type = probe~mode = shadwo               | 3 | [filter a] mode: 'shadwo' is not valid; did you mean 'shadow'?
            reply                | [filter a]~type = probe~reply = 250 2.0.0 fine      | 3 | [filter a] reply: '250 2.0.0 fine' is not a refusal
            reply, classes       | [filter a]~type = probe~reply = 550 4.7.1 no        | 3 | [filter a] reply: enhanced status code 4.7.1 does not fit the code 550
            timeout              | [filter a]~type = probe~timeout = 61m               | 3 | [filter a] timeout: '61m' is not from 1ms to 1h
            timeout at the dot   | [dot]~run = a~[filter a]~type = probe~timeout = 171s | 5 | [filter a] timeout: is longer than 170s
            on-error             | [filter a]~type = probe~on-error = ignore           | 3 | [filter a] on-error: 'ignore' is not valid
            filter name          | [filter a/b]~type = probe                           | 1 | the filter name 'a/b' is not made of letters
            names alike           | [filter a-b]~type = probe~[filter c]~type = probe~[filter a_b]~type = probe | 5 | the filter name 'a_b' differs from 'a-b' in signs only, so metrics could not tell them apart; rename one of them
            a name that is used   | [greylist]~at = rcpt~[filter greylist.rest]~type = probe~[filter greylist]~type = probe | 3 | the filter name 'greylist.rest' is left to the filter of type greylist that runs besides those with a section; rename this one, or 'greylist'
            the type's file      | [filter a]~type = probe~list = none.txt             | 3 | [filter a] list: none.txt cannot be read
            not foreseen         | [filter a]~type = probe~broken = yes                | 1 | [filter a] cannot be brought to life: java.lang.IllegalStateException: not foreseen
            """)
    void errorShouldNameFileLineKeyAndNearestNameAndLeaveNoFilter(String label, String text, int line, String problem) throws IOException {
        // filters made before and after the error
        String alive = "~[filter zzz]~type = probe";
        assertThatThrownBy(() -> load(text.replace("~", "\n") + alive.replace("~", "\n")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("conf/dotgate.ini:" + line + ": " + problem);
        assertThat(probes.alive()).as("filters left behind").isZero();
    }

    @Test
    void filtersShouldBeClosedWhenALaterOneIsWrong() {
        assertThatThrownBy(() -> load("[filter a]\ntype = probe\n[filter b]\ntype = probe\n[filter c]\ntype = probe\nbroken = yes\n"))
                .isInstanceOf(SettingsException.class);

        assertThat(probes.made).hasSize(2).allSatisfy(probe -> assertThat(probe.closed).isEqualTo(1));
    }

    @ParameterizedTest(name = "exempt = {0}: user {1}, relay network {2} -> {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            authenticated, relay | alice | false | true
            authenticated, relay | -     | true  | true
            authenticated, relay | -     | false | false
            relay                | alice | false | false
            authenticated        | -     | true  | false
            ''                   | alice | true  | false
            """)
    void exemptShouldCoverTheSessionsItNames(String exempt, String user, boolean relay, boolean covered) throws Exception {
        Client client = Client.at(InetAddress.getLoopbackAddress()).user(user).relay(relay).build();

        assertThat(load("[dotgate]\nexempt = " + exempt).exempts(client)).isEqualTo(covered);
    }

    @Test
    void webAdminNamesShouldBeTheOnesThatStandThere() throws Exception {
        assertThat(load("[dotgate]\nwebadmin-names = MX.example.org, james.internal\n").webAdminNames())
                .containsExactlyInAnyOrder("mx.example.org", "james.internal");
        assertThat(load("").webAdminNames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://mx.example.org", "mx.example.org:8000", "*.example.org", "mx.example.org.", "b\u00fccher.example"})
    void webAdminNamesShouldBeRefusedWhenTheyAreNoNamesOfHosts(String name) {
        assertThatThrownBy(() -> load("[dotgate]\nwebadmin-names = " + name + "\n")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("conf/dotgate.ini:2").hasMessageContaining("without scheme and port");
    }

    private Policy load(String text) throws SettingsException, IOException {
        Path file = Files.writeString(directory.resolve("dotgate.ini"), text);
        List<FilterType> types = new ArrayList<>(StockFilters.types());
        types.add(probes);
        return new PolicyLoader(types).load(file, "conf/dotgate.ini",
                new FilterHost(directory, new ManualTimer(), Runnable::run, getClass().getClassLoader()));
    }
}
