package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that is wrong stops James, and says where it is wrong. */
class StartIT {
    @TempDir
    private Path directory;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("an unknown section", "[dot]\nrun =\n[dotagte]\nexempt =\n", 3, "dotgate"),
                Arguments.of("an unknown key", "[dot]\nrun =\nbugdet = 5s\n", 3, "budget"),
                Arguments.of("an unknown word for a key", "[dot]\nrun =\n\non-drop = discrad\n", 4, "discard"),
                Arguments.of("a budget above the longest", "[dot]\nbudget = 171s\n", 2, "170s"),
                Arguments.of("a value that is no duration", "[dot]\nbudget = soon\n", 2, "budget"),
                Arguments.of("an unknown type", "[dot]\nrun = mine\n[filter mine]\ntype = wrods\n", 4, "words"),
                Arguments.of("a filter without a section", "[dot]\nrun = mine\n", 2, "mine"),
                Arguments.of("a key that this type does not have",
                        "[dot]\nrun = mine\n[filter mine]\ntype = delay\nthresold = 1\ndelay = 1s\n", 5, "thresold"),
                Arguments.of("a class that is not there",
                        "[dot]\nrun = mine\n[filter mine]\ntype = class\nclass = org.example.Nowhere\n", 5, "org.example.Nowhere"),
                Arguments.of("a class that is no filter",
                        "[dot]\nrun = mine\n[filter mine]\ntype = class\nclass = java.lang.String\n", 5, "java.lang.String"),
                Arguments.of("a word list that is not there",
                        "[dot]\nrun = mine\n[filter mine]\ntype = words\nlist = conf/none.txt\n", 5, "none.txt"),
                Arguments.of("a script that is not there",
                        "[dot]\nrun = mine\n[filter mine]\ntype = exec\ncommand = conf/none.sh\n", 5, "none.sh"),
                Arguments.of("a reply whose codes are of two classes",
                        "[dot]\nrun = mine\n[filter mine]\ntype = delay\ndelay = 1s\nreply = 550 4.7.1 no\n", 6, "4.7.1"),
                Arguments.of("a line that is neither key nor section", "[dot]\nrun\n", 2, "run"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void jamesShouldNotStartAndNameLineAndRemedyWhenTheFileHas(String label, String ini, int line, String hint) throws Exception {
        int port = freePort();
        String place = "gate.ini:" + line;
        String standardError;
        try (LogWatch log = LogWatch.open();
                RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", ini).port(port))) {
            standardError = standardErrorOf(() -> assertThatThrownBy(james::start)
                    .hasStackTraceContaining(place)
                    .hasStackTraceContaining(hint));
            assertThat(log.ofDotgate()).anySatisfy(said -> assertThat(said).startsWith("ERROR").contains(place, hint));
            assertThat(isOpen(port)).as("an SMTP port is open").isFalse();
        }
        assertThat(standardError).contains(place, hint);
    }

    @Test
    void jamesShouldNotStartWhenTheFileIsMissing() throws Exception {
        int port = freePort();
        try (RealJames james =
                RealJames.in(directory).with(SmtpBlock.bare("gate").gate().dotHook().port(port))) {
            assertThatThrownBy(james::start).hasStackTraceContaining("dotgate.ini");
            assertThat(isOpen(port)).as("an SMTP port is open").isFalse();
        }
    }

    @Test
    void jamesShouldNotStartWhenTheGateIsNotTheFirstHandler() throws Exception {
        int port = freePort();
        try (RealJames james = RealJames.in(directory)
                .file("conf/dotgate.ini", Ini.dot("first"))
                .with(SmtpBlock.bare("gate")
                        .handler("org.apache.james.protocols.api.handler.CommandDispatcher")
                        .gate()
                        .dotHook()
                        .port(port))) {
            assertThatThrownBy(james::start)
                    .hasStackTraceContaining("org.dotgate.hooks.SessionGate")
                    .hasStackTraceContaining("first");
            assertThat(isOpen(port)).as("an SMTP port is open").isFalse();
        }
    }

    @Test
    void nothingShouldRunAtTheDotWhenTheFileIsEmpty() throws Exception {
        try (RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", "")).start();
                var client = james.connect("gate")) {
            client.send("empty@client.test", RealJames.BEN, Letter.any()).expect(250);
            client.quit();
            assertThat(james.delivered("empty@client.test")).hasSize(1);
        }
    }

    private static String standardErrorOf(ThrowingCallable action) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            action.call();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
