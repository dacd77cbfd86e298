package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not wait for replies (RFC 2920): what they sent is answered in order, each once, one at a time. */
class PipeliningIT {
    private static final String AUTH =
            "AUTH PLAIN " + Base64.getEncoder().encodeToString(("\0" + RealJames.BEN + "\0" + RealJames.PASSWORD).getBytes());
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("gate", Ini.dot("first")).authenticating().offeringStartTls())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void theWholeEnvelopeShouldBeAnsweredInOrderWhenItComesInOnePacket() {
        Scene scene = Scene.open("envelope");
        try (SmtpClient client = james.connect("gate")) {
            client.lines(mail(scene), "RCPT TO:<nobody@dotgate.test>", "RCPT TO:<ben@dotgate.test>",
                    "RCPT TO:<carla@dotgate.test>", "DATA");
            client.expect(250);
            assertThat(client.reply().code()).isGreaterThanOrEqualTo(500);
            client.expect(250);
            client.expect(250);
            client.expect(354);
            client.dot(Letter.any()).expect(250);
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).singleElement()
                .satisfies(mail -> assertThat(mail.recipients()).containsExactly(RealJames.BEN, RealJames.CARLA));
    }

    @Test
    void theNextTransactionShouldWaitForTheVerdictWhenItComesInOnePacketWithTheDot() {
        Scene held = Scene.open("held");
        held.part(First.class).holds();
        Scene next = Scene.open("next");
        try (SmtpClient client = james.connect("gate")) {
            client.openData(held.sender(), RealJames.BEN);
            client.lines("Subject: one", "", "one", ".", mail(next), rcpt(), "DATA");
            Call running = held.part(First.class).call();
            assertThat(client.hasInput()).as("an answer ahead of its turn").isFalse();
            running.release(Verdict.pass());
            client.expect(250);
            client.expect(250);
            client.expect(250);
            client.expect(354);
            client.lines("Subject: two", "", "two", ".", "QUIT");
            client.expect(250);
            client.expect(221);
            client.expectClosed();
        }

        assertThat(texts(held)).containsExactly("Subject: one\r\n\r\none\r\n");
        assertThat(texts(next)).containsExactly("Subject: two\r\n\r\ntwo\r\n");
    }

    @Test
    void everyMessageShouldBeDeliveredWhenAWholeSessionComesInOnePacket() {
        Scene one = Scene.open("wholeone");
        one.part(First.class).holds();
        Scene two = Scene.open("wholetwo");
        two.part(First.class).answers(Verdict.fail(Reply.of(550, "5.7.1", "Not two"), "test"));
        Scene three = Scene.open("wholethree");
        three.part(First.class).holds();
        try (SmtpClient client = james.connect("gate")) {
            List<String> lines = new ArrayList<>();
            for (Scene scene : List.of(one, two, three)) {
                lines.addAll(List.of(mail(scene), rcpt(), "DATA", "Subject: mine", "", "..stuffed", scene.sender(), "."));
            }
            lines.add("QUIT");
            client.lines(lines.toArray(String[]::new));
            one.part(First.class).call().release(Verdict.pass());
            three.part(First.class).call().release(Verdict.pass());

            assertThat(codes(client, 13)).containsExactly(250, 250, 354, 250, 250, 250, 354, 550, 250, 250, 354, 250, 221);
            client.expectClosed();
        }

        assertThat(texts(one)).containsExactly("Subject: mine\r\n\r\n.stuffed\r\n" + one.sender() + "\r\n");
        assertThat(texts(two)).isEmpty();
        assertThat(texts(three)).containsExactly("Subject: mine\r\n\r\n.stuffed\r\n" + three.sender() + "\r\n");
    }

    @Test
    void harmlessCommandsShouldBeAnsweredAfterTheVerdictWhenTheyComeBehindTheDot() {
        Scene scene = Scene.open("harmless");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN);
            client.lines("Subject: one", "", "one", ".", "NOOP", "RSET", "RCPT TO:<ben@dotgate.test>", "NONSENSE", "NOOP");
            scene.part(First.class).call().release(Verdict.fail(Reply.of(450, "4.7.1", "Later"), "test"));
            assertThat(codes(client, 6)).containsExactly(450, 250, 250, 503, 500, 250);
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void aHalfLineBehindTheDotShouldBeOneCommandWhenItsRestComesAfterTheVerdict() {
        Scene scene = Scene.open("halfline");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN).dot(Letter.any());
            Call running = scene.part(First.class).call();
            client.bytes("NO".getBytes());
            running.release(Verdict.pass());
            client.expect(250);
            client.bytes("OP\r\n".getBytes());
            client.expect(250);
            client.quit();
        }
    }

    @Test
    void aLongQueueShouldBeAnsweredInOrderWhenMoreLinesComeWhileItIsReplayed() {
        Scene scene = Scene.open("queue");
        scene.part(First.class).holds();
        int ahead = 800;
        int all = 3000;
        try (SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN).dot(Letter.any());
            Call running = scene.part(First.class).call();
            client.line("MAIL FROM:<other@client.test>");
            client.lines(strangers(0, ahead));
            running.release(Verdict.pass());
            client.expect(250);
            client.expect(250);
            for (int number = 0; number < all; number++) {
                assertThat(client.reply().last()).as("the answer to stranger %d", number).contains("stranger" + number + "@");
                if (number + ahead < all) {
                    client.lines(strangers(number + ahead, number + ahead + 1));
                }
            }
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void aLargeMessageShouldBeTakenWhenItsEnvelopeWaitedBehindAParkedDot() {
        Scene scene = Scene.open("small");
        scene.part(First.class).holds();
        Scene large = Scene.open("large");
        String content = "Subject: large\r\n\r\n" + ("0123456789".repeat(7) + "\r\n").repeat(70_000);
        try (SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN).dot(Letter.any()).lines(mail(large), rcpt(), "DATA");
            scene.part(First.class).call().release(Verdict.pass());
            for (int code : new int[] {250, 250, 250, 354}) {
                client.expect(code);
            }
            client.dot(content).expect(250);
            client.quit();
        }

        assertThat(texts(large)).containsExactly(content);
    }

    @Test
    void theReplyToTheDotShouldComeFirstWhenALineArrivesAtTheMomentOfTheVerdict() {
        Scene scene = Scene.open("moment");
        try (SmtpClient client = james.connect("gate")) {
            String received = client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250).last();
            String noop = client.command("NOOP", 250).last();
            assertThat(noop).isNotEqualTo(received);
            Random random = new Random(7);
            for (int round = 0; round < 1500; round++) {
                client.send(scene.sender(), RealJames.BEN, Letter.any());
                long until = System.nanoTime() + random.nextInt(1_000_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                client.line("NOOP");
                assertThat(client.reply().last()).as("the first reply in round %d", round).isEqualTo(received);
                assertThat(client.reply().last()).as("the second reply in round %d", round).isEqualTo(noop);
            }
            client.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"})
    void theConnectionShouldEndWith421WhenMoreThan64KibComeBehindTheDot(String line) {
        Scene scene = Scene.open("flood");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN).dot(Letter.any());
            Call running = scene.part(First.class).call();
            int fitting = 64 * 1024 / (line.length() + 2);
            client.bytes(((line + "\r\n").repeat(fitting)).getBytes());
            client.line(line);
            client.expect(421);
            client.expectClosed();
            running.awaitCancelled();
            running.awaitCarriedOut();
        }

        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTTLS", "AUTH"})
    void aCommandThatEndsAPipelineShouldNotBeRunWhenMoreLinesAreBehindIt(String command) {
        Scene scene = Scene.open("behind" + command.toLowerCase());
        scene.part(First.class).holds();
        Scene injected = Scene.open("injected");
        try (LogWatch log = LogWatch.open(); SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN).dot(Letter.any());
            Call running = scene.part(First.class).call();
            client.lines(command.equals("AUTH") ? AUTH : command, "QUIT", mail(injected), rcpt(), "DATA");
            // the gate has seen the line behind the command, and takes the command after that
            Patience.await("the gate has seen QUIT").until(() -> log.lines().stream().anyMatch(line -> line.contains("said QUIT")));
            running.release(Verdict.pass());
            client.expect(250);
            assertThat(client.reply().code()).as(command).isGreaterThanOrEqualTo(400);
        }

        assertThat(injected.part(First.class).calls()).isZero();
        assertThat(james.delivered(injected.sender())).isEmpty();
    }

    @Test
    void theSessionShouldGoOnWhenAuthIsSentAfterAParkedDot() {
        Scene scene = Scene.open("authlater");
        try (SmtpClient client = james.connect("gate")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.command(AUTH, 235);
            client.send(RealJames.BEN, RealJames.CARLA, Letter.any()).expect(250);
            client.quit();
        }
    }

    private static String mail(Scene scene) {
        return "MAIL FROM:<" + scene.sender() + ">";
    }

    private static String rcpt() {
        return "RCPT TO:<" + RealJames.BEN + ">";
    }

    private static String[] strangers(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "RCPT TO:<stranger" + number + "@dotgate.test>").toArray(String[]::new);
    }

    private static List<Integer> codes(SmtpClient client, int replies) {
        return IntStream.range(0, replies).mapToObj(reply -> client.reply().code()).collect(Collectors.toList());
    }

    private static List<String> texts(Scene scene) {
        return james.delivered(scene.sender()).stream().map(Delivered::contentText).collect(Collectors.toList());
    }
}
