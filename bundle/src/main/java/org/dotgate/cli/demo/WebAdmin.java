package org.dotgate.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the demo asks of James's administration over HTTP. Thread-safe. */
final class WebAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern REPOSITORY = Pattern.compile("\"repository\":\"([^\"]*)\",\"path\":\"([^\"]*)\"");
    private static final Pattern SIZE = Pattern.compile("\"size\":([0-9]+)");

    private final URI root;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param port where it listens on this machine */
    WebAdmin(int port) {
        this.root = URI.create("http://127.0.0.1:" + port + "/");
    }

    URI root() {
        return root;
    }

    /** Whether it answers at all. */
    boolean isUp() throws InterruptedException {
        try {
            return send("GET", "domains", BodyPublishers.noBody()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    void addDomain(String domain) throws IOException, InterruptedException {
        done(send("PUT", "domains/" + domain, BodyPublishers.noBody()));
    }

    void addUser(String address) throws IOException, InterruptedException {
        done(send("PUT", "users/" + address, BodyPublishers.ofString("{\"password\":\"demo\"}")));
    }

    /** How many messages the user's inbox holds; none if it was not made yet. */
    int inbox(String address) throws IOException, InterruptedException {
        HttpResponse<String> count = send("GET", "users/" + address + "/mailboxes/INBOX/messageCount", BodyPublishers.noBody());
        return count.statusCode() == 404 ? 0 : Integer.parseInt(done(count).trim());
    }

    /** How many messages the mail repositories hold whose path contains this. */
    int repository(String path) throws IOException, InterruptedException {
        int mails = 0;
        Matcher repositories = REPOSITORY.matcher(done(send("GET", "mailRepositories", BodyPublishers.noBody())));
        while (repositories.find()) {
            if (repositories.group(1).contains(path)) {
                String one = done(send("GET", "mailRepositories/" + repositories.group(2), BodyPublishers.noBody()));
                Matcher size = SIZE.matcher(one);
                mails += size.find() ? Integer.parseInt(size.group(1)) : 0;
            }
        }
        return mails;
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).method(method, body).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String done(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.request().method() + " " + response.uri() + " was answered "
                    + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
