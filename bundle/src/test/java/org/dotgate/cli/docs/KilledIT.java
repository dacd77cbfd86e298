package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A James that is killed knows afterwards whom it has told to come again. */
class KilledIT {
    private static final String JAMES = "exec java -Dworking.directory=. -Dlogback.configurationFile=conf/logback.xml"
            + " -jar james-server-memory-app.jar";
    private static final int ROUNDS = 3;
    private static final int SENDERS = 40;
    private static final long DELAY_SECONDS = 2;

    @TempDir
    private Path folder;

    private ExistingJames james;

    @BeforeEach
    void install() throws Exception {
        james = ExistingJames.unpack(folder);
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("extensions-jars/dotgate.jar"));
        james.useChain(Page.of("docs/install.md").sample("xml", "<handlerchain>"));
        james.write("conf/dotgate.ini", "[dotgate]\nexempt =\n[dot]\nrun = greylist\n[filter greylist]\ntype = greylist\n"
                + "[greylist]\ndelay = " + DELAY_SECONDS + "s\nspf = no\nauto-pass = off\n");
    }

    @AfterEach
    void end() {
        james.close();
    }

    @Test
    void everyRetryShouldPassWhenItsFirstAttemptWasBeforeTheKill() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            james.start(JAMES);
            for (int sender = 0; sender < SENDERS; sender++) {
                // the last one is answered at the moment of the kill
                assertThat(james.send(address(round, sender), letter(sender))).startsWith("451 4.7.1 ");
            }
            long told = System.nanoTime();
            james.kill();

            james.start(JAMES);
            assertThat(System.nanoTime() - told).as("James takes longer to start than the delay")
                    .isGreaterThan(TimeUnit.SECONDS.toNanos(DELAY_SECONDS));
            for (int sender = 0; sender < SENDERS; sender++) {
                assertThat(james.send(address(round, sender), letter(sender))).as("round %d, sender %d", round, sender).startsWith("250 ");
            }
            assertThat(james.send("stranger" + round + "@client.test", letter(round))).startsWith("451 4.7.1 ");
            james.kill();
        }
    }

    private static String address(int round, int sender) {
        return "r" + (char) ('a' + round) + "-" + (char) ('a' + sender / 26) + (char) ('a' + sender % 26) + "@client.test";
    }

    private static String letter(int sender) {
        return "Subject: letter " + sender + "\n\nDear Bob";
    }
}
