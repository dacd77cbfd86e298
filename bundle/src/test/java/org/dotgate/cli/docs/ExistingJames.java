package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A James memory server without Dotgate, its files where its zip has them, only the ports are free ones of the loopback address.
 * Commands run in its folder, in a shell. Belongs to the test that unpacks it.
 */
final class ExistingJames implements AutoCloseable {
    /** A recipient it knows once it is up. */
    static final String RECIPIENT = "bob@localhost";

    private static final long PATIENCE_SECONDS = 240;
    private static final Pattern CHAIN = Pattern.compile("(?s)\\A(.*?) *<handlerchain>.*?</handlerchain>\n");

    private final Path folder;
    private final Path output;
    private final int smtp = LocalPort.free();
    private final int webAdmin = LocalPort.free();
    private Process process;
    private String token;

    private ExistingJames(Path folder) {
        this.folder = folder;
        this.output = folder.resolve("output");
    }

    /** As its zip leaves it behind: with the configuration it was released with, which has all of its servers on but JMAP. */
    static ExistingJames unzip(Path folder) throws IOException {
        ExistingJames james = new ExistingJames(folder);
        james.layOut(Path.of(System.getProperty("james.conf")));
        james.edit("conf/smtpserver.xml", "0\\.0\\.0\\.0:25<", "127.0.0.1:" + james.smtp + "<");
        for (String servers : List.of("smtpserver", "imapserver", "pop3server", "managesieveserver")) {
            james.edit("conf/" + servers + ".xml", "0\\.0\\.0\\.0:[0-9]+<", "127.0.0.1:0<");
        }
        james.edit("conf/webadmin.properties", "port=8000", "port=" + james.webAdmin);
        james.edit("conf/jmx.properties", "jmx\\.port=9999", "jmx.port=" + LocalPort.free());
        // there is no telling it to listen on the loopback address only
        james.edit("conf/jmap.properties", "enabled=true", "enabled=false");
        james.edit("conf/logback.xml", "/logs/", "logs/");
        return james;
    }

    /** With the configuration of conf-samples, which only receives mail, without the lines that name Dotgate. */
    static ExistingJames unpack(Path folder) throws IOException {
        ExistingJames james = new ExistingJames(folder);
        james.layOut(Page.TOP.resolve("conf-samples"));
        james.edit("conf/mailetcontainer.xml", "<mailet [^>/]*org\\.dotgate[^>/]*/>", "");
        james.edit("conf/mailetcontainer.xml", "(?s)<mailet [^>/]*org\\.dotgate[^>/]*>.*?</mailet>", "");
        james.edit("conf/logback.xml", "<logger name=\"org\\.dotgate\"[^>]*>", "");
        james.edit("conf/smtpserver.xml", "0\\.0\\.0\\.0:25<", "127.0.0.1:" + james.smtp + "<");
        james.edit("conf/webadmin.properties", "port=8000", "port=" + james.webAdmin);
        james.edit("conf/webadmin.properties", "extensions\\.routes=.*", "");
        james.useChain("""
                <handlerchain>
                  <handler class="org.apache.james.smtpserver.fastfail.ValidRcptHandler"/>
                  <handler class="org.apache.james.smtpserver.CoreCmdHandlerLoader"/>
                </handlerchain>
                """);
        return james;
    }

    private void layOut(Path configuration) throws IOException {
        Files.createDirectories(folder.resolve("extensions-jars"));
        Path conf = Files.createDirectories(folder.resolve("conf"));
        try (Stream<Path> samples = Files.list(configuration)) {
            for (Path sample : samples.filter(file -> file.toString().matches(".*\\.(xml|properties)")).toList()) {
                Files.copy(sample, conf.resolve(sample.getFileName()));
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, "org.apache.james.MemoryJamesServerMain");
        manifest.getMainAttributes().put(Name.CLASS_PATH,
                Stream.of(Files.readString(Path.of(System.getProperty("james.classpath"))).trim().split(File.pathSeparator))
                        .map(library -> Path.of(library).toUri().getRawPath()).collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(folder.resolve("james-server-memory-app.jar")), manifest).close();
    }

    /** Puts this {@code <handlerchain>} into conf/smtpserver.xml, for port 25, as an operator's editor would. */
    void useChain(String chain) throws IOException {
        edit("conf/smtpserver.xml", CHAIN.pattern(), "$1" + Matcher.quoteReplacement(chain));
    }

    /** Replaces what the pattern finds in a file, which must hold it. */
    void edit(String path, String pattern, String replacement) throws IOException {
        Path file = folder.resolve(path);
        String before = Files.readString(file);
        String after = Pattern.compile(pattern).matcher(before).replaceAll(replacement);
        assertThat(after).as("%s, without %s", path, pattern).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    /** Writes a file; one that begins as a script does is made executable. */
    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (text.startsWith("#!")) {
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }

    /** Runs shell commands in the folder to their end, which must be a good one, and gives what they said. */
    String run(String commands) throws IOException, InterruptedException {
        launch(commands);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended: %s%n%s", commands, said()).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", commands, said()).isZero();
        return said();
    }

    /** Runs shell commands of which the last is James, until it takes mail. */
    void start(String commands) throws IOException, InterruptedException {
        launch(commands);
        awaitLine("JAMES server started");
        HttpRequest.Builder user = HttpRequest.newBuilder(URI.create(webAdmin() + "/users/" + RECIPIENT))
                .PUT(BodyPublishers.ofString("{\"password\":\"secret\"}"));
        if (token != null) {
            user.header("Authorization", "Bearer " + token);
        }
        assertThat(HttpClient.newHttpClient().send(user.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    }

    /** What its WebAdmin is to be shown. */
    void useToken(String value) {
        token = value;
    }

    /** Where its WebAdmin is. */
    String webAdmin() {
        return "http://" + webAdminAuthority();
    }

    /** Its WebAdmin's address and port. */
    String webAdminAuthority() {
        return "127.0.0.1:" + webAdmin;
    }

    /** Waits for a line that holds this text. */
    String awaitLine(String part) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Optional<String> found = said().lines().filter(line -> line.contains(part)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(System.nanoTime()).as("the time until '%s': %s", part, said()).isLessThan(deadline);
            assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).as("ended: %s", said()).isFalse();
        }
    }

    /** Runs shell commands in the folder, and does not wait for anything. */
    void launch(String commands) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        shell.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                (path, java) -> java + File.pathSeparator + path);
        // the editor that has been told already what to change
        shell.environment().put("EDITOR", "true");
        process = shell.start();
    }

    /** What the running commands have said so far. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message, and gives the reply to its dot. */
    String send(String sender, String message) throws IOException {
        return converse(sender, message, false);
    }

    /** Sends a message, and gives the reply to its dot, or to the command that was refused before. */
    String answer(String sender, String message) throws IOException {
        return converse(sender, message, true);
    }

    private String converse(String sender, String message, boolean mayBeRefused) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), smtp);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            return converse(in, socket.getOutputStream(), sender, message, mayBeRefused);
        }
    }

    /** Sends a message over a connection just made, and gives the reply to its dot, or to the command that was refused before. */
    static String converse(BufferedReader in, OutputStream out, String sender, String message, boolean mayBeRefused) throws IOException {
        String reply = lastLine(in);
        for (String line : List.of("EHLO client.test", "MAIL FROM:<" + sender + ">", "RCPT TO:<" + RECIPIENT + ">", "DATA",
                message.replaceAll("\r?\n", "\r\n") + "\r\n.")) {
            if (mayBeRefused && reply.matches("[45].*")) {
                break;
            }
            assertThat(reply).matches("[23].*");
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            reply = lastLine(in);
        }
        return reply;
    }

    /** The port of loopback where it takes mail. */
    int smtp() {
        return smtp;
    }

    /** Ends it as {@link #kill} does, after a while, during which it must not end by itself. */
    void killWithin(int millis) throws Exception {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("ended: %s", said()).isFalse();
        kill();
    }

    /** Ends it as a lost machine would: at once, with whatever it was about to write. */
    void kill() throws Exception {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static String lastLine(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        return line;
    }

    @Override
    public void close() {
        if (process != null) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
            all.forEach(ProcessHandle::destroy);
            for (ProcessHandle one : all) {
                try {
                    one.onExit().get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    one.destroyForcibly();
                }
            }
        }
    }
}
