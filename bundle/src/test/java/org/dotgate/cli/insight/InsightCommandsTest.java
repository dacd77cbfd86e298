package org.dotgate.cli.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dotgate.cli.callout.FakeWebAdmin;
import org.dotgate.cli.callout.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code dotgate decisions} and {@code dotgate status}, of a James that runs. */
class InsightCommandsTest {
    private static final String DECISION = "{\"number\":%d,\"at\":\"2026-11-24T10:00:00.5Z\",\"command\":\"DOT\",\"id\":\"Mail%1$d\","
            + "\"client\":\"mx [192.0.2.1]\",\"sender\":\"a@b.test\",\"recipients\":[\"ben@dotgate.test\",\"c@d.test\"],"
            + "\"outcome\":\"refused\",\"by\":\"words\",\"reply\":\"550 5.7.1 No\",\"reason\":\"a copy is kept\",\"timeMs\":12,"
            + "\"results\":[{\"filter\":\"words\",\"verdict\":\"fail\",\"origin\":\"filter\",\"shadow\":false,\"timeMs\":7,\"score\":1.0,"
            + "\"reason\":\"'pills\\u001b[2J'\",\"reply\":\"\"},{\"filter\":\"slow\",\"verdict\":\"pass\",\"origin\":\"timeout\",\"timeMs\":9}]}";

    private FakeWebAdmin james;

    @BeforeEach
    void start() throws IOException {
        james = new FakeWebAdmin();
    }

    @AfterEach
    void end() {
        james.close();
    }

    @Test
    void decisionsShouldBeToldWithTheirReasonsWhenAsked() {
        james.on("GET /dotgate/decisions?limit=20&text=a%40b.test", 200, page(String.format(DECISION, 7), "null"));

        Ran ran = Ran.command("decisions", "a@b.test", "--why", "--webadmin", james.url());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).containsExactly("2026-11-24T10:00:00Z  refused by words at DOT  Mail7",
                "    mx [192.0.2.1]  <a@b.test> -> ben@dotgate.test, c@d.test", "    550 5.7.1 No", "    a copy is kept",
                "    words: fail 7 ms", "        'pills?[2J'", "    slow: pass (timeout) 9 ms");
    }

    @Test
    void furtherPagesShouldBeReadUpToTheLimit() {
        james.on("GET /dotgate/decisions?limit=3", 200, page(String.format(DECISION, 7) + "," + String.format(DECISION, 6), "6"))
                .on("GET /dotgate/decisions?limit=1&before=6", 200, page(String.format(DECISION, 5), "5"));

        Ran ran = Ran.command("decisions", "--limit", "3", "--json", "--webadmin", james.url());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).hasSize(3).first().asString().startsWith("{\"number\":7,");
    }

    @Test
    void exitCodeShouldTellWhenThereIsNone() {
        james.on("GET /dotgate/decisions?limit=20&text=x", 200, page("", "9"));

        Ran ran = Ran.command("decisions", "x", "--webadmin", james.url());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("no decision that is remembered");
    }

    @Test
    void statusShouldTellWhatGoesOn() {
        james.on("GET /dotgate/status", 200, "{\"version\":\"0.1\",\"problems\":[],\"parked\":3,\"workersWaiting\":0,\"configurations\":[{\"config\":"
                + "\"file://conf/dotgate.ini\",\"problem\":null,\"dot\":[\"allow\",\"words\"],\"greylistAt\":\"rcpt\",\"calloutReplyAt\":null,"
                + "\"store\":{\"problem\":null}}],\"callouts\":[{\"config\":\"file://conf/dotgate.ini\",\"probing\":1,\"queued\":2,\"problem\":null}]}");

        Ran ran = Ran.command("status", "--webadmin", james.url());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).containsExactly("version: 0.1", "parked: 3", "waiting for a worker: 0",
                "file://conf/dotgate.ini: at the dot allow, words; greylist at rcpt",
                "file://conf/dotgate.ini: 1 call-outs under way, 2 queued", "no problem");
    }

    @Test
    void exitCodeShouldTellWhenThereIsAProblem() {
        james.on("GET /dotgate/status", 200, "{\"problems\":[{\"config\":\"a\",\"text\":\"the store has failed since 10:00\","
                + "\"detail\":\"no\\u001bdisk\"},{\"config\":\"a\",\"text\":\"what the store held was lost at 9:00\",\"detail\":null},"
                + "{\"config\":null,\"text\":\"Dotgate is not in use\",\"detail\":\"make <handler> the first\"}],"
                + "\"configurations\":[],\"callouts\":[]}");

        Ran ran = Ran.command("status", "--webadmin", james.url());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out().lines()).containsExactly("problem: a: the store has failed since 10:00: no?disk",
                "problem: a: what the store held was lost at 9:00", "problem: Dotgate is not in use: make <handler> the first");
        Ran json = Ran.command("status", "--json", "--webadmin", james.url());
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.out()).startsWith("{\"problems\":[");
    }

    private static String page(String entries, String next) {
        return "{\"entries\":[" + entries + "],\"next\":" + next + "}";
    }
}
