package org.dotgate.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP client that does exactly what it is told, also what no client should. Every read ends within
 * {@link Patience#LIMIT}. Belongs to one thread.
 */
public final class SmtpClient implements AutoCloseable {
    private static final int MAX_LINE = 16 * 1024;

    private final List<String> transcript = new ArrayList<>();
    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        this.port = socket.getLocalPort();
        use(socket);
    }

    private void use(Socket other) throws IOException {
        socket = other;
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects, and leaves the greeting unread. */
    public static SmtpClient connect(InetSocketAddress server) {
        try {
            Socket socket = new Socket();
            socket.connect(server, (int) Patience.LIMIT.toMillis());
            Disconnections.begin(socket.getLocalPort());
            return new SmtpClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects to a server that begins with TLS, and leaves the greeting unread. */
    public static SmtpClient connectTls(InetSocketAddress server) {
        SmtpClient client = connect(server);
        client.switchToTls();
        return client;
    }

    /** Reads the greeting and says EHLO. */
    public SmtpClient greet() {
        expect(220);
        return ehlo();
    }

    /** Says EHLO. */
    public SmtpClient ehlo() {
        command("EHLO client.test", 250);
        return this;
    }

    /** Starts TLS inside the connection (RFC 3207) and says EHLO again. */
    public SmtpClient startTls() {
        command("STARTTLS", 220);
        switchToTls();
        return ehlo();
    }

    private void switchToTls() {
        try {
            SSLSocket tls = (SSLSocket) TestTls.trustingContext().getSocketFactory()
                    .createSocket(socket, "mx.dotgate.test", socket.getPort(), true);
            tls.startHandshake();
            use(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one line, CRLF added. */
    public SmtpClient line(String text) {
        transcript.add("C: " + text);
        return bytes((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends several lines at once, so that they arrive in as few packets as they fit. */
    public SmtpClient lines(String... texts) {
        transcript.add("C: " + String.join(" / ", texts));
        return bytes((String.join("\r\n", texts) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public SmtpClient bytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e + "\n" + this, e);
        }
    }

    /** Sends a line and reads its reply, which must bear the code. */
    public SmtpReply command(String text, int code) {
        line(text);
        return expect(code);
    }

    /** Reads a reply, which must bear the code. */
    public SmtpReply expect(int code) {
        SmtpReply reply = reply();
        assertThat(reply.code()).as("%s%nin%n%s", reply, this).isEqualTo(code);
        return reply;
    }

    /** Opens a transaction up to the reply to DATA. */
    public SmtpClient openData(String sender, String... recipients) {
        command("MAIL FROM:<" + sender + ">", 250);
        for (String recipient : recipients) {
            command("RCPT TO:<" + recipient + ">", 250);
        }
        command("DATA", 354);
        return this;
    }

    /** Sends a content, dot-stuffed, and the dot; leaves the reply unread. */
    public SmtpClient dot(String content) {
        return dot(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a content, dot-stuffed, and the dot; leaves the reply unread. The content must end in CRLF or be empty. */
    public SmtpClient dot(byte[] content) {
        transcript.add("C: (" + content.length + " octets and the dot)");
        return bytes(stuffed(content)).bytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** A whole message up to the dot, the reply to it unread. */
    public SmtpClient send(String sender, String recipient, String content) {
        return openData(sender, recipient).dot(content);
    }

    private static byte[] stuffed(byte[] content) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(content.length + 1024);
        boolean lineStart = true;
        for (byte octet : content) {
            if (lineStart && octet == '.') {
                stuffed.write('.');
            }
            stuffed.write(octet);
            lineStart = octet == '\n';
        }
        return stuffed.toByteArray();
    }

    /** Reads one whole reply, continuation lines and all. */
    public SmtpReply reply() {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(replyLine());
        } while (lines.get(lines.size() - 1).startsWith("-", 3));
        return new SmtpReply(lines);
    }

    /** Reads one line of a reply, such as a continuation line that keeps the client waiting. */
    public String replyLine() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); ; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException("the connection ended where a reply was due, after '" + line + "'\n" + this);
                }
                line.write(octet);
                if (octet == '\n') {
                    break;
                }
                if (line.size() > MAX_LINE) {
                    throw new IOException("a reply line without an end\n" + this);
                }
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            transcript.add("S: " + text.stripTrailing());
            assertThat(text).as("a reply line").matches("[2-5][0-9]{2}[ -][^\\r\\n]*\\r\\n");
            return text.stripTrailing();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no reply within " + Patience.LIMIT + "\n" + this, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e + "\n" + this, e);
        }
    }

    /** Whether something can be read right now. */
    public boolean hasInput() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the server to close the connection, and takes an unread rest for a failure. */
    public void expectClosed() {
        try {
            int octet = in.read();
            assertThat(octet).as("octet where the end was due, in%n%s", this).isEqualTo(-1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after " + Patience.LIMIT + "\n" + this, e);
        } catch (SocketException e) {
            transcript.add("S: (reset)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads whatever comes until the server closes the connection. */
    public String rest() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after " + Patience.LIMIT + ": " + rest + "\n" + this, e);
        } catch (IOException e) {
            transcript.add("S: (reset)");
        }
        return rest.toString(StandardCharsets.ISO_8859_1);
    }

    /** Says QUIT, reads 221 and the end of the connection. */
    public void quit() {
        command("QUIT", 221);
        expectClosed();
        close();
    }

    /** Ends the connection politely (FIN), whatever was going on. */
    public void dropByFin() {
        transcript.add("C: (FIN)");
        close();
    }

    /** Ends the connection rudely (RST), whatever was going on. */
    public void dropByReset() {
        try {
            transcript.add("C: (RST)");
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until James has noticed that this client is gone, and has told its disconnect handlers. */
    public void awaitNoticed() {
        Disconnections.await(port);
    }

    /** Says that nothing more will be sent, and stays to read. */
    public SmtpClient halfClose() {
        try {
            transcript.add("C: (half-close)");
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dialogue so far. */
    @Override
    public String toString() {
        return String.join("\n", transcript);
    }
}
