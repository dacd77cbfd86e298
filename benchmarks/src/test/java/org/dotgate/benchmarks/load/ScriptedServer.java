package org.dotgate.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A small SMTP server on a free port. What it answers to a verb, "." among them, a script decides; an answer of null
 * closes the connection, an empty one leaves the client waiting. Thread-safe.
 */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = Collections.synchronizedList(new ArrayList<>());
    private final List<String> contents = Collections.synchronizedList(new ArrayList<>());
    private final UnaryOperator<String> script;

    ScriptedServer(UnaryOperator<String> script) throws IOException {
        this.script = script;
        start(this::accept);
    }

    /** What a server says that takes everything. */
    static String obliging(String verb) {
        switch (verb) {
            case "greeting":
                return "220 ready";
            case "DATA":
                return "354 go on";
            case "QUIT":
                return "221 bye";
            default:
                return "250-first\r\n250 fine";
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    /** The messages received, dots unstuffed. */
    List<String> contents() {
        return List.copyOf(contents);
    }

    /** Closes the connections there are. */
    void hangUp() {
        List.copyOf(clients).forEach(ScriptedServer::hangUp);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                clients.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed: the test is over
            hangUp();
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = client.getOutputStream()) {
            StringBuilder content = null;
            String line = "greeting";
            while (line != null) {
                if (content != null && !line.equals(".")) {
                    content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
                } else {
                    String verb = line.split(" ")[0];
                    String answer = script.apply(verb);
                    if (answer == null) {
                        return;
                    }
                    if (content != null) {
                        contents.add(content.toString());
                    }
                    content = answer.startsWith("354") ? new StringBuilder() : null;
                    out.write(answer.isEmpty() ? new byte[0] : (answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            // the client has gone, which is its own affair
            hangUp(client);
        }
    }

    private static void hangUp(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
