package org.dotgate.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dotgate.cli.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpClientTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void dotsShouldBeStuffedWhenLinesBeginWithThem() throws Exception {
        CompletableFuture<String> received = serve("220 here\r\n");
        try (SmtpClient client = client()) {
            client.message(".a\r\n..b\r\nc.d\r\n".getBytes(US_ASCII), "QUIT");
        }

        assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo("..a\r\n...b\r\nc.d\r\n.\r\nQUIT\r\n");
    }

    @Test
    void dotShouldStandOnItsOwnLineWhenMessageLacksTheLastLineEnd() throws Exception {
        CompletableFuture<String> received = serve("220 here\r\n");
        try (SmtpClient client = client()) {
            client.message("a".getBytes(US_ASCII), null);
        }

        assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo("a\r\n.\r\n");
    }

    @Test
    void everyLineShouldBeShownWhenReplyHasSeveral() throws Exception {
        serve("220 here\r\n250-one\r\n250 two\r\n");
        try (SmtpClient client = client()) {
            assertThat(client.reply()).contains("250 two");
            assertThat(client.reply()).isEmpty();
        }

        assertThat(shown.toString(US_ASCII)).contains(" S: 250-one", " S: 250 two", " S: (connection closed)");
    }

    @Test
    void failureShouldQuoteTheReplyWhenItIsNotTheExpectedOne() {
        serve("554 5.3.2 not today\r\n");

        assertThatThrownBy(this::client).isInstanceOf(Failure.class).hasMessageContaining("554 5.3.2 not today");
    }

    private SmtpClient client() throws IOException, Failure {
        return new SmtpClient(server.getLocalPort(), new PrintStream(shown, true, US_ASCII));
    }

    /** Says all of its replies at once, then reads until the client has closed. */
    private CompletableFuture<String> serve(String replies) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(replies.getBytes(US_ASCII));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
