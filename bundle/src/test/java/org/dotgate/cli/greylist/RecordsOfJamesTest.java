package org.dotgate.cli.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dotgate.cli.callout.FakeWebAdmin;
import org.dotgate.cli.callout.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dotgate greylist}, of a James that runs. */
class RecordsOfJamesTest {
    private static final String ENTRY = "{\"key\":\"192.0.2.0/24 %s ben@example.net\",\"state\":\"waiting\","
            + "\"first\":\"2026-11-24T10:00:00.123Z\",\"passedSince\":null,\"allowed\":null,\"expires\":\"2026-11-26T10:00:00.123Z\"}";
    private static final String ENCODED = "192.0.2.0%2F24%20%3C%3E%20ben%2Bx%40example.net";
    private static final String UNKNOWN = "{\"message\":\"nothing is remembered under this key\"}";

    private FakeWebAdmin james;

    @BeforeEach
    void start() throws IOException {
        james = new FakeWebAdmin();
    }

    @AfterEach
    void end() {
        james.close();
    }

    private Ran ran(String verb, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "greylist";
        arguments[1] = verb;
        arguments[2] = "--webadmin";
        arguments[3] = james.url();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Ran.command(arguments);
    }

    @Test
    void listShouldReadAllPagesWhenThereAreSeveral() {
        james.on("GET /dotgate/greylist?limit=1000", 200, page("anna@example.org", "a b+1 c"))
                .on("GET /dotgate/greylist?limit=1000&after=a%20b%2B1%20c", 200, page("carl@example.org", null));

        Ran ran = ran("list");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " "))).containsExactly("STATE SINCE UNTIL KEY",
                "waiting 2026-11-24T10:00:00Z 2026-11-26T10:00:00Z 192.0.2.0/24 anna@example.org ben@example.net",
                "waiting 2026-11-24T10:00:00Z 2026-11-26T10:00:00Z 192.0.2.0/24 carl@example.org ben@example.net");
    }

    @Test
    void listShouldAskForWhatIsWantedOnly() {
        james.on("GET /dotgate/greylist?limit=1&client=192.0.2.7&sender=%3C%3E&recipient=ben%40&state=waiting", 200, page("<>", "more"));

        Ran ran = ran("list", "--limit", "1", "--client", "192.0.2.7", "--sender", "<>", "--recipient", "ben@", "--state", "waiting",
                "--json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("{\"key\":\"192.0.2.0/24 <> ben@example.net\",\"state\":\"waiting\","
                + "\"first\":\"2026-11-24T10:00:00.123Z\",\"expires\":\"2026-11-26T10:00:00.123Z\"}");
        assertThat(james.requests()).hasSize(1);
    }

    @Test
    void listShouldEndWhenAServerWouldGoOnForEver() {
        james.on("GET /dotgate/greylist?limit=1000", 200, "{\"entries\":[],\"after\":\"x\"}")
                .on("GET /dotgate/greylist?limit=1000&after=x", 200, "{\"entries\":[],\"after\":\"x\"}");

        assertThat(ran("list").exit()).isZero();
    }

    @Test
    void terminalShouldNotBeToldWhatToDoWhenAnEntryTries() {
        james.on("GET /dotgate/greylist?limit=1000", 200, page("a\\u001b[2J\\u202e@example.test", null));

        assertThat(ran("list").out()).contains("a?[2J?@example.test");
        assertThat(ran("list", "--json").out()).contains("a\\u001b[2J\\u202e@example.test");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "delete, DELETE, '',      forgotten",
        "expire, POST,   /expire, ended",
        "allow,  POST,   /allow,  passes from now on",
    })
    void correctionShouldBeMadeWhereTheKeySays(String verb, String method, String behind, String told) {
        james.on(method + " /dotgate/greylist/" + ENCODED + behind, 204, "");

        Ran three = ran(verb, "192.0.2.0/24", "<>", "ben+x@example.net");
        Ran one = ran(verb, "192.0.2.0/24 <> ben+x@example.net");

        assertThat(three.exit()).as(three.err()).isZero();
        assertThat(three.out()).isEqualToIgnoringNewLines("192.0.2.0/24 <> ben+x@example.net: " + told);
        assertThat(one).isEqualTo(three);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "delete, DELETE, '',      nothing was remembered of it",
        "expire, POST,   /expire, nothing waits there",
        "allow,  POST,   /allow,  nothing is remembered of it",
    })
    void correctionShouldSayThatThereIsNothing(String verb, String method, String behind, String told) {
        james.on(method + " /dotgate/greylist/" + ENCODED + behind, 404, UNKNOWN);

        Ran ran = ran(verb, "192.0.2.0/24", "<>", "ben+x@example.net");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains(told);
    }

    @Test
    void mailShouldBeAllowedInAdvance() {
        james.on("POST /dotgate/greylist?client=192.0.2.7&sender=%3C%3E&recipient=ben%40example.net", 201,
                "{\"key\":\"192.0.2.0/24 <> ben@example.net\"}");

        Ran ran = ran("allow", "--client", "192.0.2.7", "--sender", "<>", "--recipient", "ben@example.net");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("192.0.2.0/24 <> ben@example.net: passes from now on");
    }

    @Test
    void originShouldBeShownAndForgotten() {
        james.on("GET /dotgate/greylist/192.0.2.0%2F24", 200, "{\"origin\":\"192.0.2.0/24\",\"by\":\"network\",\"regular\":true,"
                + "\"passes\":7,\"needed\":5,\"since\":\"2026-11-24T10:00:00Z\"}").on("DELETE /dotgate/greylist/192.0.2.0%2F24", 204, "");

        Ran ran = ran("show", "192.0.2.0/24");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("192.0.2.0/24: regular", "a network with 7 passes; 5 make it a regular");
        assertThat(ran("delete", "192.0.2.0/24").exit()).isZero();
        assertThat(ran("show", "198.51.100.0/24").exit()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "no routes   | 404 | {'message':'GET /dotgate/greylist can not be found'}       | extensions.routes=org.dotgate.hooks.web.DotgateRoutes",
        "no greylist | 404 | {'message':'nobody is told to come again: no greylist'}    | dotgate: nobody is told to come again",
        "no store    | 503 | {'message':'the store does not answer'}                    | answers 503: the store does not answer",
        "no list     | 200 | {'entries':3}                                              | no list of the greylist",
    })
    void reasonShouldBeTold(String label, int status, String body, String told) {
        james.on("GET /dotgate/greylist?limit=1000", status, body.replace('\'', '"'));

        Ran ran = ran("list");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "list --state maybe                | there are waiting, passed and unreadable",
        "list --limit ten                  | --limit",
        "list --limit 0                    | --limit must be a number from 1 on",
        "show                              | KEY is missing or is none",
        "show a b                          | or an origin alone, such as 192.0.2.0/24",
        "show a b c d                      | KEY is missing or is none",
        "delete a b                        | such as 192.0.2.0/24 anna@example.org ben@example.net",
        "expire 192.0.2.0/24               | KEY is missing or is none",
        "allow                             | either KEY is wanted, or --client, --sender and --recipient together",
        "allow --client 192.0.2.7          | either KEY is wanted",
        "allow a b c --client 192.0.2.7    | either KEY is wanted",
        "list --webadmin http://a --config b.ini | --webadmin and --config exclude each other",
    })
    void usageShouldSayWhatIsValidWhenAnArgumentIsNot(String arguments, String told) {
        Ran ran = Ran.command(("greylist " + arguments).split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(told, "Usage: dotgate greylist");
    }

    @Test
    void usageShouldBeShownWhenNoCommandIsGiven() {
        assertThat(Ran.command("greylist").err()).contains("a command is missing: list, show, delete, expire or allow");
        assertThat(Ran.command("greylist").exit()).isEqualTo(2);
    }

    private static String page(String sender, String after) {
        return "{\"entries\":[" + String.format(ENTRY, sender) + "],\"after\":" + (after == null ? "null" : "\"" + after + "\"") + "}";
    }
}
