package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list over WebAdmin, page after page; what is told is counted, and not kept. Owned by one thread. */
final class Pages {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern AFTER = Pattern.compile("\"after\":(?:null|\"([^\"\\\\]*)\")\\}$");
    private static final String RECORD = "{\"key\":";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /** @param address without {@code after} */
    Pages(String address) {
        this.address = address;
    }

    /** How many records there were, on how many pages, and how long all of them took, and the longest. */
    record Outcome(long records, int pages, Duration took, Duration longest) {}

    /** Waits until there is somebody who answers. */
    void awaitAnswer(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                get("");
                return;
            } catch (ConnectException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    /** Reads the first pages, or all there are. */
    Outcome list(int most) throws IOException, InterruptedException {
        long records = 0;
        int pages = 0;
        long longest = 0;
        long start = System.nanoTime();
        for (String after = ""; after != null && pages < most; pages++) {
            long asked = System.nanoTime();
            String page = get(after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
            longest = Math.max(longest, System.nanoTime() - asked);
            for (int at = page.indexOf(RECORD); at >= 0; at = page.indexOf(RECORD, at + 1)) {
                records++;
            }
            Matcher next = AFTER.matcher(page);
            if (!next.find()) {
                throw new IOException("a page does not tell where the next begins");
            }
            after = next.group(1);
        }
        return new Outcome(records, pages, Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(longest));
    }

    private String get(String after) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + after)).timeout(LONGEST).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("WebAdmin: " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
