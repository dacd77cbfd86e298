package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a message consists of, filters read it, and James queues it, exactly as James without Dotgate would. */
class ContentIT {
    private static final int LIMIT_KIB = 64;
    private static final int TWENTY_MB = 20 * 1000 * 1000;
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.stock("stock"))
                .with(SmtpBlock.gated("gate", Ini.dot("first")))
                .with(SmtpBlock.stock("stocksized").maxMessageKib(LIMIT_KIB))
                .with(SmtpBlock.gated("gatesized", Ini.dot("first")).maxMessageKib(LIMIT_KIB))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("nothing at all", ""),
                Arguments.of("an empty line", "\r\n"),
                Arguments.of("headers without a body", "Subject: one\r\nX-Other: two\r\n"),
                Arguments.of("headers and an empty body", "Subject: one\r\n\r\n"),
                Arguments.of("a body without headers", "\r\nbody\r\n"),
                Arguments.of("lines that begin with dots", "Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.a\r\n. \r\n a.\r\n"),
                Arguments.of("a dot in the first line", ".Subject: dot\r\n\r\n.\r\n"),
                Arguments.of("every octet but CR and LF", "Subject: octets\r\n\r\n" + everyOctet() + "\r\n"),
                Arguments.of("no header and eight bits", "\u00e4\u00f6\u00fc\r\n"),
                Arguments.of("lines of 8 KiB", "Subject: long\r\n\r\n" + ("x".repeat(8190) + "\r\n").repeat(20)),
                Arguments.of("a folded header", "Subject: one\r\n two\r\n\tthree\r\n\r\nbody\r\n"),
                Arguments.of("300 KiB", "Subject: large\r\n\r\n" + ("0123456789".repeat(7) + "\r\n").repeat(4300)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void theMessageShouldBeQueuedAndFilteredAsStockJamesQueuesItWhenItConsistsOf(String label, String content) {
        Delivered stock = sent("stock", Scene.open("stock"), content);
        Scene scene = Scene.open("gated");
        scene.part(First.class).holds();
        String seen;
        try (SmtpClient client = james.connect("gate")) {
            client.send(scene.sender(), RealJames.BEN, content);
            Call call = scene.part(First.class).call();
            seen = call.content();
            assertThat(call.transaction().message().size()).isEqualTo(seen.length());
            call.release(Verdict.pass());
            client.expect(250);
            client.quit();
        }

        // James's mail class writes a header that is none in its own way; what counts is that nothing differs
        assertThat(james.delivered(scene.sender()).get(0).contentText()).isEqualTo(stock.contentText());
        assertThat(Delivered.withoutTrace(seen)).isEqualTo(content);
        assertThat(seen.startsWith("Received: from ")).isEqualTo(!content.isEmpty() && !content.startsWith("\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\\n.\\n", "\\r.\\r", "\\n.\\r\\n", "\\r\\n.\\n", "\\r.\\r\\n", "\\r\\n.\\r", "\\n.\\r", "\\r\\r\\n.\\r\\r\\n",
        "\\0\\r\\n.\\r\\n", "\\r\\n\\0.\\r\\n", "\\r\\n.\\0\\r\\n", "\\n\\n.\\n\\n"
    })
    void smuggledCommandsShouldMeetTheSameAnswersAsInStockJamesWhenTheDotIsMalformed(String sequence) {
        String octets = sequence.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");

        assertThat(smuggle("gate", octets)).isEqualTo(smuggle("stock", octets));
    }

    @Test
    void aTooLongLineShouldMeetTheSameAnswerAsInStockJamesWhenItIsInTheMessage() {
        String content = "Subject: long\r\n\r\n" + "x".repeat(30_000) + "\r\nrest\r\n";

        assertThat(dialogue("gate", content)).isEqualTo(dialogue("stock", content));
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT_KIB * 1024 + 1, LIMIT_KIB * 1024 * 3})
    void theMessageShouldBeRefusedUnfilteredWhenItIsLargerThanJamesAllows(int size) {
        String content = "Subject: big\r\n\r\n" + ("0123456789".repeat(7) + "\r\n").repeat(size / 72 + 1);
        Scene scene = Scene.open("big");
        try (SmtpClient stock = james.connect("stocksized"); SmtpClient gated = james.connect("gatesized")) {
            String expected = stock.send("big@client.test", RealJames.BEN, content).expect(552).toString();
            assertThat(gated.send(scene.sender(), RealJames.BEN, content).expect(552).toString()).isEqualTo(expected);
            stock.quit();
            gated.quit();
        }

        assertThat(scene.part(First.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theNextMessageShouldBeJudgedWhenTheOneBeforeWasTooLarge() {
        Scene big = Scene.open("toobig");
        Scene small = Scene.open("small");
        try (SmtpClient client = james.connect("gatesized")) {
            client.send(big.sender(), RealJames.BEN, "Subject: big\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(2000)).expect(552);
            client.command("RSET", 250);
            client.send(small.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(small.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(small.sender())).hasSize(1);
    }

    @Test
    void theSpooledFileShouldHoldEveryOctetWhenTheMessageHas20Megabytes() throws IOException {
        byte[] content = large();
        Scene scene = Scene.open("twenty");
        scene.part(First.class).holds();
        Path file;
        try (SmtpClient client = james.connect("gate")) {
            client.openData(scene.sender(), RealJames.BEN).dot(content);
            Call call = scene.part(First.class).call();
            file = call.transaction().message().file();
            byte[] spooled = Files.readAllBytes(file);
            byte[] tail = Arrays.copyOfRange(spooled, spooled.length - content.length, spooled.length);
            assertThat(Arrays.equals(tail, content)).as("the file ends in what was sent").isTrue();
            assertThat(new String(spooled, 0, 15, StandardCharsets.US_ASCII)).isEqualTo("Received: from ");
            try (InputStream open = call.transaction().message().open()) {
                assertThat(Arrays.equals(open.readAllBytes(), spooled)).as("the stream gives what the file has").isTrue();
            }
            call.release(Verdict.pass());
            client.expect(250);
            call.awaitCarriedOut();
            client.quit();
        }

        assertThat(file).doesNotExist();
        assertThat(filesIn(file.getParent())).isEmpty();
        assertThat(Arrays.equals(james.delivered(scene.sender()).get(0).content(), content)).as("delivered as sent").isTrue();
    }

    @Test
    void theSpooledFileShouldBeGoneWhenASmallMessageWasReadAsAFileAndItsClientDropped() throws IOException {
        Scene scene = Scene.open("smallfile");
        scene.part(First.class).holds();
        String letter = Letter.any();
        SmtpClient client = james.connect("gate");
        client.send(scene.sender(), RealJames.BEN, letter);
        Call call = scene.part(First.class).call();
        Path file = call.transaction().message().file();
        assertThat(Files.readString(file)).endsWith("\r\n" + letter);
        client.dropByReset();
        call.awaitCarriedOut();

        assertThat(file).doesNotExist();
        assertThat(filesIn(file.getParent())).isEmpty();
    }

    private static Delivered sent(String block, Scene scene, String content) {
        try (SmtpClient client = james.connect(block)) {
            client.send(scene.sender(), RealJames.BEN, content).expect(250);
            client.quit();
        }
        return james.delivered(scene.sender()).get(0);
    }

    /** Hides a second transaction behind a malformed dot; all answers until the end, and what was delivered. */
    private static String smuggle(String block, String sequence) {
        String outer = Scene.open("outer").sender();
        String inner = Scene.open("inner").sender();
        try (SmtpClient client = james.connect(block)) {
            client.openData(outer, RealJames.BEN);
            String raw = "Subject: outer\r\n\r\nouter" + sequence + "MAIL FROM:<" + inner + ">\r\nRCPT TO:<" + RealJames.CARLA
                    + ">\r\nDATA\r\nSubject: inner\r\n\r\ninner\r\n.\r\nQUIT\r\n";
            client.bytes(raw.getBytes(StandardCharsets.ISO_8859_1));
            return (client.rest() + "\n" + james.delivered(outer).stream().map(Delivered::contentText).toList() + "\n"
                            + james.delivered(inner).stream().map(Delivered::contentText).toList())
                    .replace(outer, "OUTER").replace(inner, "INNER");
        }
    }

    private static String dialogue(String block, String content) {
        String sender = Scene.open("dialogue").sender();
        try (SmtpClient client = james.connect(block)) {
            client.openData(sender, RealJames.BEN).dot(content).line("QUIT");
            return (client.rest() + "\n" + james.delivered(sender).stream().map(Delivered::contentText).toList())
                    .replace(sender, "SENDER");
        }
    }

    private static String everyOctet() {
        StringBuilder octets = new StringBuilder();
        for (char octet = 0; octet < 256; octet++) {
            if (octet != '\r' && octet != '\n') {
                octets.append(octet);
            }
        }
        return octets.toString();
    }

    private static byte[] large() {
        Random random = new Random(20);
        byte[] content = new byte[TWENTY_MB];
        byte[] head = "Subject: twenty\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, content, 0, head.length);
        int column = 0;
        for (int at = head.length; at < content.length; at++) {
            if (at >= content.length - 2) {
                content[at] = (byte) (at == content.length - 2 ? '\r' : '\n');
            } else if (column == 76 && at < content.length - 4) {
                content[at++] = '\r';
                content[at] = '\n';
                column = 0;
            } else {
                content[at] = (byte) ('.' + random.nextInt(80));
                column++;
            }
        }
        return content;
    }

    private static Stream<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }
}
