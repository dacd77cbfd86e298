package org.dotgate.cli.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dotgate.cli.callout.FakeWebAdmin;
import org.dotgate.cli.callout.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dotgate kept}, of a James that runs. */
class KeptCommandTest {
    private static final String ENTRY = "{\"key\":\"%s\",\"name\":\"%1$s\",\"id\":\"%1$s\",\"at\":\"2026-11-24T10:00:00.123Z\","
            + "\"sender\":\"mallory@client.test\",\"recipients\":[\"ben@dotgate.test\"],\"client\":\"192.0.2.1\",\"by\":\"words\","
            + "\"reason\":\"score 3\",\"size\":1234,\"subject\":\"pills\\u001b[2J\\u202e\"%s}";
    private static final String NOTHING =
            "{\"statusCode\":404,\"type\":\"notFound\",\"message\":\"no message is kept under this key\",\"details\":null}";

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
    void listShouldReadFurtherPagesUpToTheLimit() {
        StringBuilder full = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            full.append(i == 0 ? "" : ",").append(String.format(ENTRY, "Mail" + i, ""));
        }
        james.on("GET /dotgate/kept?limit=100&offset=5", 200, "{\"entries\":[" + full + "],\"count\":106}")
                .on("GET /dotgate/kept?limit=50&offset=105", 200, "{\"entries\":[" + String.format(ENTRY, "MailZ", "") + "],\"count\":106}");

        Ran ran = Ran.command("kept", "list", "--webadmin", james.url(), "--limit", "150", "--offset", "5");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).hasSize(1 + 2 * 101).contains("    <mallory@client.test>  pills?[2J?");
        assertThat(ran.out()).containsPattern("2026-11-24T10:00:00Z +1234 +words +MailZ\n");
    }

    @Test
    void listShouldGoOnAndSayThatItIsNotWholeWhenJamesIsStillLooking() {
        james.on("GET /dotgate/kept?limit=20&offset=0", 200,
                        "{\"entries\":[" + String.format(ENTRY, "Mail9", "") + "],\"count\":2,\"asOf\":null,\"complete\":false}")
                .on("GET /dotgate/kept?limit=19&offset=1", 200,
                        "{\"entries\":[" + String.format(ENTRY, "Mail8", "") + "],\"count\":2,\"complete\":true}");

        Ran ran = Ran.command("kept", "list", "--webadmin", james.url());

        assertThat(ran.out()).contains("Mail9\n", "Mail8\n");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("dotgate: James had not looked through all kept messages yet: ask again");
    }

    @Test
    void listShouldBeWholeWhenAPageWasCutShortAndTheNextHasTheRest() {
        james.on("GET /dotgate/kept?limit=20&offset=0", 200, "{\"entries\":[" + String.format(ENTRY, "Mail9", "")
                        + "],\"count\":2,\"asOf\":\"2026-11-24T10:00:00Z\",\"complete\":false}")
                .on("GET /dotgate/kept?limit=19&offset=1", 200, "{\"entries\":[" + String.format(ENTRY, "Mail8", "")
                        + "],\"count\":2,\"asOf\":\"2026-11-24T10:00:00Z\",\"complete\":true}");

        Ran ran = Ran.command("kept", "list", "--webadmin", james.url());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("Mail9\n", "Mail8\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void listShouldSayThatReadingWasTooSlowWhenNothingMoreCameOfIt() {
        james.on("GET /dotgate/kept?limit=20&offset=0", 200, "{\"entries\":[" + String.format(ENTRY, "Mail9", "")
                        + "],\"count\":2,\"asOf\":\"2026-11-24T10:00:00Z\",\"complete\":false}")
                .on("GET /dotgate/kept?limit=19&offset=1", 200,
                        "{\"entries\":[],\"count\":2,\"asOf\":\"2026-11-24T10:00:00Z\",\"complete\":false}");

        Ran ran = Ran.command("kept", "list", "--webadmin", james.url());

        assertThat(ran.out()).contains("Mail9\n");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualToIgnoringNewLines(
                "dotgate: James was too slow in reading the messages that come next: ask again");
    }

    @Test
    void listShouldBeOneObjectALineWhenMachinesRead() {
        james.on("GET /dotgate/kept?limit=20&offset=0&config=file%3A%2F%2Fconf%2Fother.ini", 200,
                "{\"entries\":[" + String.format(ENTRY, "Mail1", "") + "],\"count\":1}");

        Ran ran = Ran.command("kept", "list", "--webadmin", james.url(), "--json", "--of", "file://conf/other.ini");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("{\"key\":\"Mail1\",").contains("\"size\":1234", "pills\\u001b[2J\\u202e");
    }

    @Test
    void messageShouldBeShownAsText() {
        james.on("GET /dotgate/kept/Mail1-a", 200, String.format(ENTRY, "Mail1-a", ",\"headers\":[\"Subject: pills\\u001b[2J\"],"
                + "\"text\":\"Dear Ben\\u001b]0;x\\u0007\\n\\tbuy\\n\",\"attachments\":[\"image/png a.png\"],\"whole\":false"));

        Ran ran = Ran.command("kept", "show", "--webadmin", james.url(), "Mail1-a");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("by         words\n", "sender     <mallory@client.test>\n", "attached   image/png a.png\n",
                "\nSubject: pills?[2J\n\nDear Ben?]0;x?\n buy\n(more of it is not shown)\n").doesNotContain("\u001b");
    }

    @Test
    void showShouldFailWhenThereIsNoSuchMessage() {
        james.on("GET /dotgate/kept/Mail1", 404, NOTHING);

        Ran ran = Ran.command("kept", "show", "--webadmin", james.url(), "Mail1");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("dotgate: no message is kept under this key");
    }

    @Test
    void eachKeyShouldBeToldWhenSeveralAreReleased() {
        james.on("POST /dotgate/kept/Mail1/release", 201, "{\"key\":\"Mail1\"}").on("POST /dotgate/kept/a%2Fb/release", 404, NOTHING);

        Ran ran = Ran.command("kept", "release", "--webadmin", james.url(), "Mail1", "a/b");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out().lines()).containsExactly("Mail1: released", "a/b: no message is kept under this key");
        assertThat(Ran.command("kept", "release", "--webadmin", james.url(), "--json", "Mail1").out())
                .isEqualToIgnoringNewLines("{\"key\":\"Mail1\",\"released\":true}");
    }

    @Test
    void restShouldBeReleasedWhenJamesRefusesOne() {
        james.on("POST /dotgate/kept/Mail1/release", 201, "{\"key\":\"Mail1\"}")
                .on("POST /dotgate/kept/Mail2/release", 503, "{\"message\":\"this message is just being released or deleted\"}")
                .on("POST /dotgate/kept/Mail3/release", 400, "{\"message\":\"\"}")
                .on("POST /dotgate/kept/Mail4/release", 201, "{\"key\":\"Mail4\"}");

        Ran ran = Ran.command("kept", "release", "--webadmin", james.url(), "Mail1", "Mail2", "Mail3", "Mail4");
        Ran json = Ran.command("kept", "release", "--json", "--webadmin", james.url(), "Mail2", "Mail4");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out().lines()).containsExactly("Mail1: released", "Mail2: this message is just being released or deleted",
                "Mail3: " + james.url() + " answers 400: ", "Mail4: released");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.out().lines()).containsExactly(
                "{\"key\":\"Mail2\",\"released\":false,\"reason\":\"this message is just being released or deleted\"}",
                "{\"key\":\"Mail4\",\"released\":true}");
    }

    @Test
    void keyShouldBeNamedWhenJamesIsLostOnTheWay() {
        james.on("DELETE /dotgate/kept/Mail1", 204, "").always(401, "{}");

        Ran ran = Ran.command("kept", "delete", "--webadmin", james.url(), "Mail1", "Mail2", "Mail3", "Mail4");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out().lines()).containsExactly("Mail1: deleted");
        assertThat(ran.err()).contains("asks who you are", "asked for last: Mail2; not asked for: Mail3, Mail4");
        assertThat(james.requests()).hasSize(2);
    }

    @Test
    void messageShouldBeDeletedWhenItIsThere() {
        james.on("DELETE /dotgate/kept/Mail1", 204, "");

        Ran ran = Ran.command("kept", "delete", "--webadmin", james.url(), "Mail1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("Mail1: deleted");
    }

    @ParameterizedTest
    @CsvSource({
        "kept,                                  'a command is missing: list, show, release or delete'",
        "kept list --limit 0,                   --limit begins at 1",
        "kept list --limit ten,                 --limit",
        "kept list --webadmin localhost:8000,   is no URL such as http://127.0.0.1:8000",
        "kept release,                          KEY",
        "decisions --limit 0,                   --limit begins at 1",
        "completion fish,                       'bash, zsh'",
    })
    void usageShouldSayWhatIsValidWhenAnArgumentIsNot(String arguments, String told) {
        Ran ran = Ran.command(arguments.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(told, "Usage: dotgate ");
    }
}
