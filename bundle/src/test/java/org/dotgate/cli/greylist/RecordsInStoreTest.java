package org.dotgate.cli.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dotgate.cli.Json;
import org.dotgate.cli.callout.Ran;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistRequest;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.file.FileStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dotgate greylist}, with the files of a James that does not run. */
@Timeout(60)
class RecordsInStoreTest {
    private static final String NETWORK = "192.0.2.0/24";
    private static final String ANNA = "anna@example.org";
    private static final String BEN = "ben@example.net";
    private static final String KEY = NETWORK + " " + ANNA + " " + BEN;

    @TempDir
    private Path james;

    private Path config;
    private Path store;

    @BeforeEach
    void writeConfiguration() throws Exception {
        config = Files.createDirectories(james.resolve("conf")).resolve("dotgate.ini");
        store = james.resolve("var/dotgate");
        Files.writeString(config, "[greylist]\nat = rcpt\n");
    }

    private Ran ran(String verb, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "greylist";
        arguments[1] = verb;
        arguments[2] = "--config";
        arguments[3] = config.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Ran.command(arguments);
    }

    /** Whether a James with these files lets it pass. */
    private boolean passes(String sender, String recipient) throws Exception {
        GreylistSettings settings = GreylistSettings.from(Section.of(IniFile.read(config, "dotgate.ini"), "greylist"));
        try (SystemTimer timer = new SystemTimer(); FileStore open = new FileStore(store, Duration.ofSeconds(5), timer)) {
            return new Greylist(open, timer, Runnable::run).ask(settings, new GreylistRequest(NETWORK, sender, List.of(recipient), null))
                    .toCompletableFuture().get(60, TimeUnit.SECONDS).isPass();
        }
    }

    @Test
    void recordShouldBeListedAndExplained() throws Exception {
        passes(ANNA, BEN);
        passes("", "dora@example.net");

        Ran list = ran("list", "--sender", "anna");
        Ran show = ran("show", NETWORK, ANNA, BEN);
        JsonObject json = Json.object(ran("show", "--json", KEY).out());

        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out().lines().skip(1).map(line -> line.replaceAll(" +", " ").replaceAll("[0-9-]+T[0-9:]+Z", "TIME")))
                .containsExactly("waiting TIME TIME " + KEY);
        assertThat(ran("list", "--client", "192.0.2.7", "--json").out().lines()).hasSize(2);
        assertThat(ran("list", "--limit", "1", "--json").out().lines()).hasSize(1);
        assertThat(show.out()).contains(KEY + ": waiting", "One message waits: whatever comes passes from ",
                "a network with 0 passes; 5 make it a regular");
        assertThat(Json.text(json, "state")).isEqualTo("waiting");
        assertThat(json.get("attempts").getAsJsonArray()).hasSize(1);
    }

    @Test
    void mailShouldPassWhenItWasAllowed() throws Exception {
        assertThat(passes(ANNA, BEN)).isFalse();
        assertThat(ran("allow", KEY).exit()).isZero();
        assertThat(passes(ANNA, BEN)).isTrue();
        assertThat(ran("list", "--state", "passed").out()).contains("allowed", KEY);

        assertThat(ran("allow", "--client", "192.0.2.7", "--sender", "carl+tag@example.org", "--recipient", BEN).out())
                .contains(NETWORK + " carl@example.org " + BEN);
        assertThat(passes("carl@example.org", BEN)).isTrue();
    }

    @Test
    void recordShouldBeFoundAndCorrectedWhenItIsNamedAsALogDoes() throws Exception {
        passes(ANNA, BEN);

        assertThat(ran("show", "192.0.2.7", "<Anna@Example.org>", "BEN@example.net").out()).contains(KEY + ": waiting");
        assertThat(ran("allow", "192.0.2.7 anna@example.org ben@example.net").exit()).isZero();
        assertThat(passes(ANNA, BEN)).isTrue();
        assertThat(ran("delete", "192.0.2.7", "Anna@example.org", BEN).exit()).isZero();
        assertThat(ran("delete", "192.0.2.7", "Anna@example.org", BEN).err()).contains("greylist list --sender", "begins with spf:");
        assertThat(ran("show", "192.0.2.7", "\"a b\"@example.org", BEN).exit()).as("a blank between quotes parts nothing").isEqualTo(1);
    }

    @Test
    void recordShouldBeGoneWhenItWasForgotten() throws Exception {
        passes(ANNA, BEN);
        passes("carl@example.org", BEN);

        assertThat(ran("expire", KEY).exit()).isZero();
        assertThat(ran("expire", KEY).exit()).isEqualTo(1);
        assertThat(ran("delete", NETWORK, "carl@example.org", BEN).exit()).isZero();
        assertThat(ran("delete", NETWORK, "carl@example.org", BEN).exit()).isEqualTo(1);
        assertThat(ran("show", KEY).exit()).isEqualTo(1);
        assertThat(ran("show", KEY).err()).contains("nothing is remembered of " + KEY);
        assertThat(ran("list", "--json").out()).isEmpty();
    }

    @Test
    void machinesShouldBeToldWhatWasDone() throws Exception {
        passes(ANNA, BEN);
        Ran allowed = ran("allow", "--json", KEY);
        Ran notEnded = ran("expire", "--json", KEY);
        Ran forgotten = ran("delete", "--json", KEY);
        Ran nothing = ran("delete", "--json", KEY);

        assertThat(List.of(allowed.exit(), notEnded.exit(), forgotten.exit(), nothing.exit())).containsExactly(0, 1, 0, 1);
        assertThat(allowed.out()).isEqualToIgnoringNewLines("{\"key\":\"" + KEY + "\",\"passes\":true}");
        assertThat(notEnded.out()).isEqualToIgnoringNewLines("{\"key\":\"" + KEY + "\",\"ended\":false}");
        assertThat(forgotten.out()).isEqualToIgnoringNewLines("{\"key\":\"" + KEY + "\",\"forgotten\":true}");
        assertThat(nothing.out()).isEqualToIgnoringNewLines("{\"key\":\"" + KEY + "\",\"forgotten\":false}");
    }

    @Test
    void clientShouldBeRefusedWhenItIsNone() throws Exception {
        passes(ANNA, BEN);

        Ran ran = ran("allow", "--client", "nowhere", "--sender", ANNA, "--recipient", BEN);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("client must be an address such as 192.0.2.7");
    }

    @Test
    void reasonShouldBeToldWhenJamesHasTheFolder() throws Exception {
        try (SystemTimer timer = new SystemTimer(); FileStore open = new FileStore(store, Duration.ofSeconds(2), timer)) {
            assertThat(open.get("greylist", "x").toCompletableFuture().get(60, TimeUnit.SECONDS)).isEmpty();

            Ran ran = ran("list");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("another process uses it", "If James runs, ask its WebAdmin instead: --webadmin URL");
        }
    }

    @Test
    void mistakeShouldBeToldWhenThereIsNoStoreOrTheConfigurationHasOne() throws Exception {
        assertThat(ran("list").err()).contains("nothing is remembered: there is no folder " + store);
        Files.createDirectories(store);
        Files.writeString(config, "[greylist]\nmode = loud\n");

        Ran ran = ran("list");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains(config + ":2: ");
    }
}
