package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dotgate.greylist.GreylistRegister;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.file.FileStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code java -jar dotgate.jar greylist list}, with little heap, about a greylist that is far larger: from the files of a James
 * that does not run, and over the WebAdmin of one that does, and has little heap, too.
 */
class ListingIT {
    private static final int RECORDS = 1_000_000;
    /** Records that mail of this machine passes by. */
    private static final int KNOWN = 300;
    private static final int AT_ONCE = 10_000;
    /** Messages that are taken, at least, while a million records are looked through. */
    private static final int MEANWHILE = 20;
    private static final String CONFIGURATION = "[greylist]\nat = rcpt\nspf = no\n";
    /** Where keys begin in a line. */
    private static final int KEY = 56;

    @TempDir
    private static Path folder;

    private static ExistingJames james;

    @BeforeAll
    static void fill() throws Exception {
        james = ExistingJames.unpack(folder);
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("extensions-jars/dotgate.jar"));
        james.useChain(Page.of("docs/install.md").sample("xml", "<handlerchain>"));
        james.write("conf/dotgate.ini", CONFIGURATION);
        james.edit("conf/webadmin.properties", "\\z", "\nextensions.routes=org.dotgate.hooks.web.DotgateRoutes\n");
        try (SystemTimer timer = new SystemTimer();
                FileStore store = new FileStore(folder.resolve("var/dotgate"), Duration.ofSeconds(30), timer)) {
            String waiting = "1 pending -@" + timer.now().toEpochMilli();
            List<CompletionStage<?>> under = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                String key = String.format("10.%d.%d.0/24 sender%07d@example.org ben@example.net", i >> 8 & 255, i & 255, i);
                under.add(store.replace("greylist", key, null, waiting, timer.now().plus(Duration.ofDays(2))));
                if (under.size() == AT_ONCE) {
                    await(under);
                }
            }
            GreylistRegister register = new GreylistRegister(
                    GreylistSettings.from(Section.of(IniFile.parse(CONFIGURATION, "test"), "greylist")), store, timer);
            for (int i = 0; i < KNOWN; i++) {
                under.add(register.allow("127.0.0.1", sender(i), ExistingJames.RECIPIENT));
            }
            await(under);
        }
    }

    private static void await(List<CompletionStage<?>> under) throws Exception {
        CompletableFuture.allOf(under.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new))
                .get(60, TimeUnit.SECONDS);
        under.clear();
    }

    private static String sender(int number) {
        return "known" + number + "@example.org";
    }

    @Test
    void listShouldBeWholeWhenJamesDoesNotRun() throws Exception {
        try (Listing listing = new Listing("--config", folder.resolve("conf/dotgate.ini").toString())) {
            assertThat(listing.records()).isEqualTo(RECORDS + KNOWN);
        }
    }

    /** All pages are read, and little is found: a million records as JSON are for {@code ./dotgate bench greylist e}. */
    @Test
    void listShouldBeSearchedToItsEndAndMailBeTakenMeanwhileWhenJamesRuns() throws Exception {
        james.start("java -Xmx256m -Dworking.directory=. -Dlogback.configurationFile=conf/logback.xml -jar james-server-memory-app.jar");
        try (Listing listing = new Listing("--webadmin", james.webAdmin(), "--sender", "@example.org", "--recipient", "bob")) {
            CompletableFuture<Integer> records = CompletableFuture.supplyAsync(listing::records);
            int taken = 0;
            int meanwhile = 0;
            while (!records.isDone()) {
                assertThat(james.send(sender(taken++ % KNOWN), "Subject: minutes\n\nDear Bob")).startsWith("250 ");
                meanwhile += records.isDone() ? 0 : 1;
            }
            assertThat(records.get()).isEqualTo(KNOWN);
            // one after the other, so that a list that held them up would let one through
            assertThat(meanwhile).as("messages that were begun and taken while the list went on").isGreaterThan(MEANWHILE);
        } finally {
            james.close();
        }
    }

    /** The command line, with less heap than all that it tells would take. */
    private static final class Listing implements AutoCloseable {
        private final Process process;

        Listing(String... options) throws Exception {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m", "-jar", System.getProperty("dotgate.jar"), "greylist", "list"));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectError(folder.resolve("said").toFile()).start();
        }

        /** How many it tells, none of them twice, until it ends well. */
        int records() {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).startsWith("STATE");
                int count = 0;
                String before = "";
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    String key = line.substring(KEY);
                    if (key.compareTo(before) <= 0) {
                        throw new AssertionError(key + " comes behind " + before);
                    }
                    before = key;
                    count++;
                }
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(Files.readString(folder.resolve("said"))).as("standard error, in a pipe").isEmpty();
                assertThat(process.exitValue()).isZero();
                return count;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
