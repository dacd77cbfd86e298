package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spark.HaltException;
import spark.RequestResponseFactory;

/** Who is answered, by the headers that browsers and command lines send. Requests are written by hand: clients choose their Host. */
class ForeignPagesTest {
    private static RoutesRig routes;

    @BeforeAll
    static void start() {
        routes = new RoutesRig(Map.of());
    }

    @AfterAll
    static void end() {
        routes.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "a command line                          | GET    | 127.0.0.1:PORT   |                                                     | 200",
        "a command line that changes something   | DELETE | 127.0.0.1:PORT   |                                                     | 404",
        "a command line, by IPv6                 | GET    | [::1]:PORT       |                                                     | 200",
        "a command line, by the machine's name   | GET    | mx1:PORT         |                                                     | 200",
        "a command line, by a configured name    | GET    | mx.example.org:PORT |                                                  | 200",
        "a command line, by another name, that says so | GET | stranger.example:PORT | Sec-Fetch-Site: none                       | 200",
        "the page, by a configured name          | DELETE | MX.example.org   | Origin: http://mx.example.org                       | 404",
        "a stranger's page asks that name        | GET    | mx.example.org   | Origin: http://stranger.example                     | 403",
        "the page asks                           | GET    | localhost:PORT   | Sec-Fetch-Site: same-origin                         | 200",
        "the page changes something              | DELETE | localhost:PORT   | Sec-Fetch-Site: same-origin~Origin: http://localhost:PORT | 404",
        "the page, behind a proxy with TLS       | DELETE | james.example.org | Sec-Fetch-Site: same-origin~Origin: https://james.example.org~X-Forwarded-Host: james.example.org | 404",
        "the page, in a browser of old           | DELETE | localhost:PORT   | Origin: http://localhost:PORT                       | 404",
        "a typed address                         | GET    | localhost:PORT   | Sec-Fetch-Site: none                                | 200",
        "a link followed                         | GET    | localhost:PORT   | Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: navigate~Sec-Fetch-Dest: document | 200",
        "a stranger's page reads                 | GET    | localhost:PORT   | Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: cors~Sec-Fetch-Dest: empty | 403",
        "a stranger's page changes something     | DELETE | localhost:PORT   | Sec-Fetch-Site: cross-site                          | 403",
        "a stranger's form                       | POST   | localhost:PORT   | Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: navigate~Sec-Fetch-Dest: document | 403",
        "a stranger's frame                      | GET    | localhost:PORT   | Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: navigate~Sec-Fetch-Dest: iframe | 403",
        "another port of this machine            | DELETE | localhost:PORT   | Sec-Fetch-Site: same-site                           | 403",
        "a stranger's page, in a browser of old  | GET    | 127.0.0.1:PORT   | Origin: http://stranger.example                     | 403",
        "the same with the page's port           | DELETE | 127.0.0.1:PORT   | Origin: http://stranger.example:PORT                | 403",
        "an origin that is none                  | DELETE | 127.0.0.1:PORT   | Origin: null                                        | 403",
        "an origin of letters                    | DELETE | 127.0.0.1:PORT   | Origin: 127.0.0.1:PORT                              | 403",
        "a stranger who says he is a proxy       | GET    | 127.0.0.1:PORT   | Origin: http://stranger.example~X-Forwarded-Host: stranger.example | 403",
        "the same by the other header            | GET    | 127.0.0.1:PORT   | Origin: http://stranger.example~Forwarded: host=stranger.example | 403",
        "a stranger's name for this machine      | GET    | stranger.example:PORT |                                                | 403",
        "the same, and he says he is a proxy     | GET    | stranger.example:PORT | X-Forwarded-Host: localhost                    | 403",
        "the same, for another client            | GET    | stranger.example:PORT | X-Forwarded-For: 192.0.2.1                     | 403",
        "a stranger's name, which his page is at | DELETE | stranger.example:PORT | Origin: http://stranger.example:PORT           | 403",
        "the same, and he says it was https      | GET    | stranger.example:PORT | X-Forwarded-Proto: https                       | 403",
        "the same by an older header             | GET    | stranger.example:PORT | X-Proxied-Https: on                            | 403",
        "a proxy that tells what it was asked for | GET   | 127.0.0.1:PORT   | X-Forwarded-Host: mx.example.org                    | 403",
        "a name below a configured one           | GET    | www.mx.example.org:PORT |                                              | 403",
        "a stranger's name that looks like ours  | GET    | localhost.stranger.example |                                           | 403",
        "an address with a dot too many          | GET    | 127.0.0.1.stranger.example:PORT |                                      | 403",
    })
    void requestShouldBeAnsweredWhenNoStrangersPageSendsIt(String label, String method, String host, String headers, int status)
            throws Exception {
        assertThat(ask(method, method.equals("GET") ? "/dotgate/status" : "/dotgate/callouts/anna@example.test", host, headers))
                .isEqualTo(status);
    }

    /** In a container, James sees an address of its own, whatever the browser sees. */
    @ParameterizedTest(name = "asked as {1}, over TLS {2}, James sees {0}")
    @CsvSource({
        "172.18.0.2, stranger.example:8000, false, false",
        "172.18.0.2, 127.0.0.1:8000, false, true",
        "172.18.0.2, localhost:8000, false, true",
        "172.18.0.2, james1:8000, false, true",
        "172.18.0.2, mx.example.org:8000, false, true",
        "172.18.0.2, other.example.org:8000, true, true",
        "192.0.2.1, stranger.example:8000, false, false",
        "127.0.0.1, stranger.example:8000, false, false",
    })
    void nameShouldCountWhereverJamesIsReached(String address, String host, boolean tls, boolean served) {
        Map<String, Object> said = Map.of("getLocalAddr", address, "isSecure", tls, "getMethod", "GET");
        HttpServletRequest asked = (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) ->
                        method.getName().equals("getHeader") ? Map.of("Host", host).get(arguments[0]) : said.get(method.getName()));
        ForeignPages filter = new ForeignPages(() -> RoutesRig.NAMES);

        ThrowingCallable judged = () -> filter.handle(RequestResponseFactory.create(asked), null);

        if (served) {
            assertThatCode(judged).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(judged).isInstanceOf(HaltException.class)
                    .satisfies(refusal -> assertThat(((HaltException) refusal).statusCode()).isEqualTo(403));
        }
    }

    private static int ask(String method, String path, String host, String headers) throws IOException {
        int port = URI.create(routes.url()).getPort();
        String lines = headers == null ? "" : headers.replace("~", "\r\n") + "\r\n";
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + lines + "Content-Length: 0\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("PORT", String.valueOf(port)).getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }
}
