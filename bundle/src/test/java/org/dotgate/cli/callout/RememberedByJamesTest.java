package org.dotgate.cli.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dotgate callout list} and {@code forget}, of a James that runs. */
class RememberedByJamesTest {
    private static final String ENTRY = "{\"address\":\"%s\",\"answer\":\"not_found\",\"stage\":\"hard\",\"at\":\"rcpt\","
            + "\"mx\":\"mx.example.test\",\"checked\":\"2026-11-24T10:00:00.123456Z\",\"expires\":\"2026-11-24T22:00:00.123456Z\","
            + "\"reason\":\"550\"}";

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
    void listShouldReadAllPagesWhenThereAreSeveral() {
        james.on("GET /dotgate/callouts?limit=1000", 200, page("a@example.test", "a@example.test"))
                .on("GET /dotgate/callouts?limit=1000&after=a%40example.test", 200, page("b+1@example.test", "b+1@example.test"))
                .on("GET /dotgate/callouts?limit=1000&after=b%2B1%40example.test", 200, "{\"entries\":[],\"after\":null}");

        Ran ran = Ran.command("callout", "list", "--webadmin", james.url());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " "))).containsExactly("ANSWER HOW UNTIL ADDRESS",
                "not_found hard 2026-11-24T22:00:00Z a@example.test (rcpt of mx.example.test)",
                "not_found hard 2026-11-24T22:00:00Z b+1@example.test (rcpt of mx.example.test)");
    }

    @Test
    void listShouldEndAtTheLimitWhenThereIsMore() {
        james.on("GET /dotgate/callouts?limit=1", 200, page("a@example.test", "a@example.test"));

        Ran ran = Ran.command("callout", "list", "--webadmin", james.url(), "--limit", "1", "--json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines(String.format(ENTRY, "a@example.test"));
        assertThat(james.requests()).hasSize(1);
    }

    @Test
    void listShouldBeOfWhatIsAskedFor() {
        james.on("GET /dotgate/callouts?limit=1000&address=%40example.test&mx=mx.&answer=not_found&stage=hard", 200,
                page("a@example.test", null));

        Ran ran = Ran.command("callout", "list", "--webadmin", james.url(), "--answer", "not_found", "--stage", "hard", "--address",
                "@Example.test", "--mx", "MX.", "--json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines(String.format(ENTRY, "a@example.test"));
    }

    @Test
    void listShouldEndWhenAServerWouldGoOnForEver() {
        james.on("GET /dotgate/callouts?limit=1000", 200, "{\"entries\":[],\"after\":\"x\"}")
                .on("GET /dotgate/callouts?limit=1000&after=x", 200, "{\"entries\":[],\"after\":\"x\"}");

        assertThat(Ran.command("callout", "list", "--webadmin", james.url()).exit()).isZero();
    }

    @Test
    void terminalShouldNotBeToldWhatToDoWhenAnEntryTries() {
        james.on("GET /dotgate/callouts?limit=1000", 200, page("a\\u001b[2J\\u202e@example.test", null));

        assertThat(Ran.command("callout", "list", "--webadmin", james.url()).out()).contains("a?[2J?@example.test");
        assertThat(Ran.command("callout", "list", "--webadmin", james.url(), "--json").out()).contains("a\\u001b[2J\\u202e@example.test");
    }

    @Test
    void forgetShouldTellWhetherThereWasAnything() {
        james.on("DELETE /dotgate/callouts/a%2Fb%2B1%40example.test", 204, "")
                .on("DELETE /dotgate/callouts/b%40example.test", 404,
                        "{\"statusCode\":404,\"type\":\"notFound\",\"message\":\"nothing is remembered of this address\",\"details\":null}");

        Ran ran = Ran.command("callout", "forget", "--webadmin", james.url() + "/", "a/b+1@example.test");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("a/b+1@example.test: forgotten");

        ran = Ran.command("callout", "forget", "--webadmin", james.url(), "b@example.test");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEqualToIgnoringNewLines("b@example.test: nothing was remembered of it");
    }

    /** So it is answered whatever name James is asked for by. */
    @Test
    void requestShouldSayThatItIsNoPages() {
        Ran.command("callout", "list", "--webadmin", james.url());

        assertThat(james.sites()).containsExactly("none");
    }

    @Test
    void tokenShouldBeShownWhenThereIsOne() {
        Ran.command("callout", "list", "--webadmin", james.url(), "--token", "abc");
        Ran.command("callout", "list", "--webadmin", james.url());

        assertThat(james.requests()).containsExactly("GET /dotgate/callouts?limit=1000 Bearer abc", "GET /dotgate/callouts?limit=1000");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "no token    | 401 | No Bearer header.                                              | put a token for its WebAdmin into DOTGATE_TOKEN",
        "no routes   | 404 | {'message':'GET /dotgate/callouts can not be found'}           | extensions.routes=org.dotgate.hooks.web.DotgateRoutes",
        "no callouts | 404 | {'message':'senders are not asked about: no configuration'}    | dotgate: senders are not asked about",
        "no store    | 503 | {'message':'the store does not answer'}                        | answers 503: the store does not answer",
        "no James    | 200 | <html>                                                         | what was answered is no JSON object",
        "other error | 500 | <html>                                                         | answers 500, as no James does",
        "no list     | 200 | {'entries':3}                                                  | no list of call-outs",
    })
    void reasonShouldBeTold(String label, int status, String body, String told) {
        james.on("GET /dotgate/callouts?limit=1000", status, body.replace('\'', '"'));

        Ran ran = Ran.command("callout", "list", "--webadmin", james.url());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains(told);
    }

    @Test
    void nobodyShouldBeWaitedForWhenNoJamesRuns() {
        String url = james.url();
        james.close();

        Ran ran = Ran.command("callout", "forget", "--webadmin", url, "a@example.test");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("no James answers at " + url, "--config names its dotgate.ini");
    }

    @ParameterizedTest
    @CsvSource({
        "list --webadmin localhost:8000,           is no URL such as http://127.0.0.1:8000",
        "list --answer maybe,                      'there are found, not_found, refused, unknown, catch_all and unroutable'",
        "list --stage late,                        'there are soft and hard'",
        "list --webadmin http://a --config b.ini,  --webadmin and --config exclude each other",
        "list --limit ten,                         --limit",
        "forget,                                   ADDRESS",
    })
    void usageShouldSayWhatIsValidWhenAnArgumentIsNot(String arguments, String told) {
        Ran ran = Ran.command(("callout " + arguments).split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(told, "Usage: dotgate callout");
    }

    private static String page(String address, String after) {
        return "{\"entries\":[" + String.format(ENTRY, address) + "],\"after\":" + (after == null ? "null" : "\"" + after + "\"") + "}";
    }
}
