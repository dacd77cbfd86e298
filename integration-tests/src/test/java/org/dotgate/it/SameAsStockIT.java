package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sessions, sent in random pieces without waiting: where filters pass everything, the gate is not to be noticed. No
 * session is as large as what may wait behind a parked dot.
 */
class SameAsStockIT {
    private static final int SESSIONS = 25;
    private static final int STEPS = 40;
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.stock("stock").maxMessageKib(2))
                .with(SmtpBlock.gated("gate", Ini.dot("first")).maxMessageKib(2))
                .with(SmtpBlock.gated("empty", "").maxMessageKib(2))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void answersAndDeliveriesShouldBeThoseOfStockJamesWhenASessionIsRandom(long seed) {
        Random random = new Random(seed);
        for (int number = 0; number < SESSIONS; number++) {
            long session = random.nextLong();
            String stock = play("stock", session);

            assertThat(play("gate", session)).as("session %d of seed %d", number, seed).isEqualTo(stock);
            assertThat(play("empty", session)).as("session %d of seed %d, no filters", number, seed).isEqualTo(stock);
        }
    }

    private static String play(String block, long seed) {
        Random random = new Random(seed);
        String sender = Scene.open("random").sender();
        byte[] session = session(random, sender);
        try (SmtpClient client = james.connect(block)) {
            for (int at = 0; at < session.length; ) {
                int end = Math.min(session.length, at + 1 + random.nextInt(random.nextBoolean() ? 40 : 4000));
                client.bytes(Arrays.copyOfRange(session, at, end));
                at = end;
            }
            return (client.rest() + "\n"
                            + james.delivered(sender).stream().map(Delivered::contentText).sorted().collect(Collectors.toList()))
                    .replace(sender, "SENDER");
        }
    }

    private static byte[] session(Random random, String sender) {
        List<String> commands = List.of(
                "MAIL FROM:<" + sender + ">", "MAIL FROM:<" + sender + "> SIZE=99999", "MAIL FROM:<>", "MAIL FROM: nonsense",
                "RCPT TO:<ben@dotgate.test>", "RCPT TO:<carla@dotgate.test>", "RCPT TO:<nobody@dotgate.test>",
                "RCPT TO:<far@elsewhere.test>", "NOOP", "RSET", "VRFY ben", "HELP", "EHLO again.test", "HELO again.test",
                "", "XYZZY", "DATA now", ".", "x".repeat(600));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(3) == 0) {
                line(lines, "RSET");
                line(lines, commands.get(0));
                line(lines, commands.get(4 + random.nextInt(2)));
                line(lines, "DATA");
                content(lines, random);
            } else {
                line(lines, commands.get(random.nextInt(commands.size())));
            }
        }
        line(lines, "RSET");
        line(lines, "QUIT");
        return lines.toByteArray();
    }

    private static void content(ByteArrayOutputStream lines, Random random) {
        line(lines, "Subject: random");
        line(lines, "");
        for (int count = random.nextInt(random.nextInt(4) == 0 ? 80 : 10); count > 0; count--) {
            line(lines, random.nextInt(5) == 0 ? "..stuffed" : "y".repeat(random.nextInt(70)));
        }
        line(lines, ".");
    }

    private static void line(ByteArrayOutputStream lines, String text) {
        lines.writeBytes((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
