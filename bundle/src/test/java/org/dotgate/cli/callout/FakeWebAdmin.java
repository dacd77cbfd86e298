package org.dotgate.cli.callout;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on loopback what a test has put ready for a request, as James's WebAdmin would, and 404 for any other. */
public final class FakeWebAdmin implements AutoCloseable {
    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile Answer always;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> sites = new CopyOnWriteArrayList<>();

    public FakeWebAdmin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            sites.add(String.valueOf(exchange.getRequestHeaders().getFirst("Sec-Fetch-Site")));
            requests.add(request + (token == null ? "" : " " + token));
            Answer answer = answers.getOrDefault(request, always != null ? always
                    : new Answer(404, "{\"statusCode\":404,\"type\":\"notFound\",\"message\":\"" + request + " can not be found\",\"details\":null}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public FakeWebAdmin on(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    /** Answers so whatever is asked for which nothing else is ready. */
    public FakeWebAdmin always(int status, String body) {
        always = new Answer(status, body);
        return this;
    }

    public List<String> requests() {
        return requests;
    }

    /** Whose page each request says that it is from. */
    List<String> sites() {
        return sites;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
