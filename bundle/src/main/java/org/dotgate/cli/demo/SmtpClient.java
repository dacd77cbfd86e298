package org.dotgate.cli.demo;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.dotgate.cli.Failure;

/**
 * An SMTP client (RFC 5321) that prints its dialogue as it goes, each line with the seconds since the connection was
 * opened. One connection; not thread-safe.
 */
final class SmtpClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrintStream out;
    private final Socket socket = new Socket();
    private final BufferedReader replies;
    private final OutputStream commands;
    private final long start = System.nanoTime();

    /** Connects to a port of this machine and reads the greeting. */
    SmtpClient(int port, PrintStream out) throws IOException, Failure {
        this.out = out;
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        commands = socket.getOutputStream();
        expect("220");
    }

    /** Sends a command and reads the reply, which must begin so. */
    void command(String line, String expected) throws IOException, Failure {
        print("C", line);
        send(line);
        expect(expected);
    }

    /**
     * Sends the message and its dot.
     *
     * @param then a command that goes out together with the dot; null for none
     */
    void message(byte[] message, String then) throws IOException {
        print("C", "(a message of " + message.length + " octets)");
        print("C", ".");
        if (then != null) {
            print("C", then);
        }
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 100);
        boolean lineStart = true;
        for (byte octet : message) {
            if (lineStart && octet == '.') {
                stuffed.write('.');
            }
            stuffed.write(octet);
            lineStart = octet == '\n';
        }
        stuffed.writeBytes(((lineStart ? "" : "\r\n") + ".\r\n" + (then == null ? "" : then + "\r\n"))
                .getBytes(StandardCharsets.US_ASCII));
        commands.write(stuffed.toByteArray());
        commands.flush();
    }

    /** Reads one reply, of as many lines as it has; the last line, or nothing if the server has closed the connection. */
    Optional<String> reply() throws IOException {
        String line = replies.readLine();
        while (line != null) {
            print("S", line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return Optional.of(line);
            }
            line = replies.readLine();
        }
        print("S", "(connection closed)");
        return Optional.empty();
    }

    /** Closes the connection without a word. */
    void drop() throws IOException {
        print("C", "(drops the connection)");
        close();
    }

    private void send(String line) throws IOException {
        commands.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        commands.flush();
    }

    private void expect(String expected) throws IOException, Failure {
        String reply = reply().orElse("nothing");
        if (!reply.startsWith(expected)) {
            throw new Failure("James was expected to answer " + expected + " but said: " + reply);
        }
    }

    private void print(String who, String line) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(Locale.ROOT, "  +%7.3f %s: %s%n", seconds, who, line);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
