package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nginx of docs/page.md, which adds the token that James wants, in front of such a James. */
class PageBehindNginxIT {
    private static final String SAMPLE = Page.of("docs/page.md").sample("nginx", "proxy_pass");
    private static final Pattern LOGGED = Pattern.compile("\"GET (\\S+) [^\"]*\" ([0-9]{3}) .*Chrome.*");

    @TempDir
    private static Path folder;

    private static OperatorsPage page;
    private static RunningProgram nginx;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        String program = SystemPrograms.find("nginx", "nginx");
        Tokens tokens = Tokens.make();
        page = new OperatorsPage(folder, tokens);
        base = "http://127.0.0.1:" + LocalPort.free();
        nginx = nginx(program, SAMPLE.replace("http://127.0.0.1:8000", page.address())
                .replace("127.0.0.1:8001", URI.create(base).getAuthority()).replace("TOKEN", tokens.saying(Tokens.OPERATOR)));
    }

    @AfterAll
    static void end() {
        if (nginx != null) {
            nginx.close();
        }
        if (page != null) {
            page.close();
        }
    }

    /** One of our own, whose workers are another user where root starts it, with nothing but this server. */
    private static RunningProgram nginx(String program, String server) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path own = Files.createDirectory(folder.resolve("nginx"));
        String rooms = List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                .map(room -> room + "_temp_path " + own.resolve(room) + ";\n").collect(Collectors.joining());
        Path secret = Files.createFile(own.resolve("dotgate.conf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, server);
        Path conf = Files.writeString(own.resolve("nginx.conf"), "daemon off;\npid " + own.resolve("pid") + ";\nevents {}\nhttp {\n" + rooms
                + "access_log " + own.resolve("access.log") + ";\ninclude " + secret + ";\n}\n");
        RunningProgram started = RunningProgram.start(own.resolve("said"), program, "-e", "stderr", "-p", own.toString(), "-c", conf.toString());
        try {
            started.awaitThat("nginx listens", () -> LocalPort.listens(URI.create(base).getPort()));
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
        return started;
    }

    @Test
    void pageShouldShowAllAndAskForNothingElseWhenABrowserLooks() throws Exception {
        page.look(base);

        List<String> asked = LOGGED.matcher(Files.readString(folder.resolve("nginx/access.log"))).results()
                .map(line -> line.group(2) + " " + line.group(1).replaceFirst("\\?.*", "")).toList();
        assertThat(asked).contains("200 /dotgate/ui", "200 /dotgate/ui/main.js", "200 /dotgate/ui/style.css", "200 /dotgate/status",
                "200 /dotgate/decisions", "200 /dotgate/greylist");
        // 499 is nginx's word for a browser that has gone before its answer came
        assertThat(asked).allMatch(line -> line.matches("(200|499) /dotgate/.*"));
        assertThat(page.send("GET", base + "/dotgate/ui").headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void tokenShouldBeWhatLetsIn() throws Exception {
        for (String path : List.of("/dotgate/ui", "/dotgate/ui/main.js", "/dotgate/status", "/dotgate/greylist", "/dotgate/kept")) {
            assertThat(page.send("GET", base + path).statusCode()).as(path).isEqualTo(200);
            assertThat(page.send("GET", page.address() + path).statusCode()).as(path + " of James").isEqualTo(401);
        }
    }

    @Test
    void whatIsToBeCorrectedShouldBe() throws Exception {
        page.change(base);
    }

    @Test
    void restOfJamesShouldNotBeReached() throws Exception {
        assertThat(page.send("GET", base + "/users").statusCode()).isEqualTo(404);
        assertThat(page.send("GET", base + "/dotgate/../users").statusCode()).isEqualTo(404);
        assertThat(page.send("GET", base + "/dotgate/%2e%2e/users").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesOfStrangersShouldReadNothing() throws Exception {
        int port = URI.create(base).getPort();
        assertThat(statusAt("127.0.0.1:" + port, "")).contains(" 200 ");
        assertThat(statusAt("localhost:" + port, "")).contains(" 200 ");
        // a name of a stranger's, which he has pointed to 127.0.0.1: his page and the proxy are one origin to the browser
        assertThat(statusAt("james.attacker.example:" + port, "")).contains(" 403 ");
        assertThat(statusAt("127.0.0.1:" + port, "Origin: http://attacker.example\r\n")).contains(" 403 ");
        assertThat(statusAt("127.0.0.1:" + port, "Sec-Fetch-Site: cross-site\r\n")).contains(" 403 ");
    }

    /** The first line of the answer to who asks by this name, which no library lets one choose. */
    private static String statusAt(String host, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(base).getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /dotgate/greylist HTTP/1.1\r\nHost: " + host + "\r\n" + header + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
        }
    }
}
