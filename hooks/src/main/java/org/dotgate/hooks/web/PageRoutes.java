package org.dotgate.hooks.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/ui}: the page people look at, and the files it is made of. They are the JAR's own, read when James starts; a
 * request can only pick one of them by its name. Thread-safe.
 */
final class PageRoutes implements RouteGroup {
    static final String PATH = DotgateRoutes.BASE + "/ui";
    static final String FOLDER = "ui/";
    static final String PAGE = "index.html";
    /** What people see whom James does not know: why, and what to do. */
    static final String DOOR = "door.html";

    /** Nothing from elsewhere, and no script or style that is not one of the files: what mail says has no way to run. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final int UNKNOWN = 401;

    /** Every file of the page but the page itself, and what it is. */
    static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("style.css", "text/css; charset=utf-8"),
            Map.entry("tables.css", "text/css; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("chart.umd.min.js", SCRIPT),
            Map.entry("main.js", SCRIPT),
            Map.entry("api.js", SCRIPT),
            Map.entry("choices.js", SCRIPT),
            Map.entry("sections.js", SCRIPT),
            Map.entry("poll.js", SCRIPT),
            Map.entry("dom.js", SCRIPT),
            Map.entry("format.js", SCRIPT),
            Map.entry("charts.js", SCRIPT),
            Map.entry("dialogs.js", SCRIPT),
            Map.entry("status.js", SCRIPT),
            Map.entry("parked.js", SCRIPT),
            Map.entry("outcomes.js", SCRIPT),
            Map.entry("filters.js", SCRIPT),
            Map.entry("clients.js", SCRIPT),
            Map.entry("greylist.js", SCRIPT),
            Map.entry("callouts.js", SCRIPT),
            Map.entry("records.js", SCRIPT),
            Map.entry("entries.js", SCRIPT),
            Map.entry("advance.js", SCRIPT),
            Map.entry("origins.js", SCRIPT),
            Map.entry("senders.js", SCRIPT),
            Map.entry("decisions.js", SCRIPT),
            Map.entry("kept.js", SCRIPT),
            Map.entry("judge.js", SCRIPT));

    private final StaticFile page = new StaticFile(PAGE, HTML);
    private final StaticFile door = new StaticFile(DOOR, HTML);
    private final Map<String, StaticFile> files = new LinkedHashMap<>();

    PageRoutes() {
        FILES.forEach((name, type) -> files.put(name, new StaticFile(name, type)));
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, (request, response) -> page.answer(response));
        // James's filter has refused the request by then; its words are for programs
        service.afterAfter(PATH, (request, response) -> {
            if (response.status() == UNKNOWN) {
                response.body(new String(door.answer(response), StandardCharsets.UTF_8));
            }
        });
        service.get(PATH + "/", (request, response) -> {
            // relative, so that it is right behind a proxy that shows WebAdmin below a path of its own
            response.status(308);
            response.header("Location", "../ui");
            return "";
        });
        service.get(PATH + "/:file", (request, response) -> {
            StaticFile file = files.get(request.params(":file"));
            if (file == null) {
                throw Errors.notFound("the page has no such file");
            }
            return file.answer(response);
        });
    }

    /** One file as browsers get it. Immutable. */
    private static final class StaticFile {
        private final byte[] bytes;
        private final String type;

        StaticFile(String name, String type) {
            this.bytes = read(name);
            this.type = type;
        }

        byte[] answer(Response response) {
            response.header("Content-Security-Policy", POLICY);
            response.header("X-Frame-Options", "DENY");
            response.type(type);
            return bytes;
        }

        private static byte[] read(String name) {
            try (InputStream in = PageRoutes.class.getResourceAsStream(FOLDER + name)) {
                if (in == null) {
                    throw new IllegalStateException("the JAR lacks " + FOLDER + name);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
