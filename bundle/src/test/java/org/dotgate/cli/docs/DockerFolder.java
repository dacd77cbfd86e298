package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder that was empty, in which an operator does what docs/install.md tells about containers. Belongs to one test. */
final class DockerFolder {
    static final Page INSTALL = Page.of("docs/install.md");

    private final DockerEngine engine;
    private final Path folder;

    DockerFolder(DockerEngine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** All that comes before the first start: James's own files with what is told to change in them, and Dotgate's. */
    void layOut() throws Exception {
        run("docker create");
        String checked = engine.run(folder, INSTALL.sample("sh", "mkdir -p extensions-jars").replace("…/dotgate/", Page.TOP + "/"));
        assertThat(checked).contains("conf/dotgate.ini: no mistakes");
        assertThat(run("--entrypoint java")).isEqualTo(checked.replace("conf/", "/root/here/conf/"));
        run("--entrypoint keytool");
        edit("conf/smtpserver.xml", "(?s)(:25</bind>.*?)<handlerchain>.*?</handlerchain>\n", "$1"
                + Matcher.quoteReplacement(INSTALL.sample("xml", "<handlerchain>")));
        edit("conf/logback.xml", "</configuration>", Matcher.quoteReplacement(INSTALL.sample("xml", "<logger") + "</configuration>"));
        edit("conf/webadmin.properties", "\\z", Matcher.quoteReplacement("\n" + INSTALL.sample("properties", "MetricsRoutes")));
        edit("conf/healthcheck.properties", "\\z", Matcher.quoteReplacement("\n" + INSTALL.sample("properties", "healthchecks")));
    }

    /** Replaces what the pattern finds in a file, which must hold it; the first time only. */
    void edit(String path, String pattern, String replacement) throws IOException {
        Path file = folder.resolve(path);
        String before = Files.readString(file);
        String after = Pattern.compile(pattern).matcher(before).replaceFirst(replacement);
        assertThat(after).as("%s, without %s", path, pattern).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    /** Runs the shell sample with this text. */
    String run(String part) throws Exception {
        return engine.run(folder, INSTALL.sample("sh", part));
    }

    /** Runs these commands. */
    String runIn(String commands) throws Exception {
        return engine.run(folder, commands);
    }

    /** Starts what compose.yaml says, and waits for the Jameses to say that they have started. */
    void up(List<String> jameses) throws Exception {
        List<String> commands = INSTALL.sample("sh", "docker compose up").lines().toList();
        engine.run(folder, commands.get(0));
        for (String james : jameses) {
            engine.follow(folder, commands.get(1).replaceFirst("james$", james), "JAMES server started");
            addUser(james);
        }
    }

    /** Waits for what a service says. */
    String log(String service, String part) throws Exception {
        return engine.follow(folder, "docker compose logs -f " + service, part);
    }

    /**
     * Asks WebAdmin with GET, at an address of the machine; in HTTP 1.0, which does not cut a body to pieces.
     *
     * @param host whom it is asked as
     * @return the answer's status and body; empty if nobody listens there
     */
    String look(String address, int port, String host, String path) throws IOException {
        Process connection = engine.connect(address, port);
        try {
            connection.getOutputStream().write(("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // it has ended before it was told anything
            return "";
        } finally {
            connection.destroy();
        }
    }

    private void addUser(String service) throws Exception {
        String address = inspect(service, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
        Process connection = engine.connect(address, 8000);
        try (BufferedReader in = connection.inputReader(StandardCharsets.UTF_8)) {
            connection.getOutputStream().write(("PUT /users/" + ExistingJames.RECIPIENT + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 21\r\nConnection: close\r\n\r\n{\"password\":\"secret\"}").getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 204 No Content");
        } finally {
            connection.destroy();
        }
    }

    /** Sends a message to a port of the machine as a stranger does, and gives the reply to its dot. */
    String send(int port, String sender, String message) throws IOException {
        Process connection = engine.connect(DockerEngine.MACHINE, port);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return ExistingJames.converse(in, connection.getOutputStream(), sender, message, false);
        } finally {
            connection.destroy();
        }
    }

    /** Ends everything, and gives how each service did, as a shell tells it: 143 is what TERM makes of a JVM, 137 is a kill. */
    List<Integer> stop(List<String> services) throws Exception {
        engine.run(folder, "docker compose stop");
        return services.stream().map(service -> Integer.valueOf(quietly(service))).toList();
    }

    private String quietly(String service) {
        try {
            return inspect(service, "{{.State.ExitCode}}");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String inspect(String service, String what) throws Exception {
        return engine.run(folder, "docker inspect --format '" + what + "' $(docker compose ps --all --quiet " + service + ")").trim();
    }
}
