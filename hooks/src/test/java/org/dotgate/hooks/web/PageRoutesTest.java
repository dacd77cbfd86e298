package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page, asked over HTTP and read where they lie. What they do is seen in a browser, elsewhere. */
class PageRoutesTest {
    private static final Path SOURCES = Path.of("src/main/resources/org/dotgate/hooks/web/ui");

    private static RoutesRig routes;

    @BeforeAll
    static void start() {
        routes = new RoutesRig(List.of(new PageRoutes()));
    }

    @AfterAll
    static void end() {
        routes.close();
    }

    static Set<String> files() {
        return new TreeSet<>(PageRoutes.FILES.keySet());
    }

    static List<Path> sources() throws Exception {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.sorted().collect(Collectors.toList());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileShouldBeAsItIsInTheJarWhenAskedFor(String name) throws Exception {
        HttpResponse<String> response = routes.get("/dotgate/ui/" + name);

        assertThat(response.statusCode()).isEqualTo(200);
        try (InputStream in = PageRoutes.class.getResourceAsStream(PageRoutes.FOLDER + name)) {
            assertThat(response.body()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(response.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualTo(PageRoutes.FILES.get(name).replace(" ", ""));
    }

    @Test
    void pageShouldAllowNothingButItsOwnFilesWhenShown() throws Exception {
        HttpResponse<String> response = routes.get("/dotgate/ui");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).containsEntry("Content-Security-Policy", List.of(PageRoutes.POLICY))
                .containsEntry("X-Frame-Options", List.of("DENY"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Referrer-Policy", List.of("no-referrer"))
                .containsEntry("Cross-Origin-Resource-Policy", List.of("same-origin"))
                .containsEntry("Cache-Control", List.of("no-store"));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(PageRoutes.POLICY).contains("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void pageShouldBeFoundWhenASlashFollows() throws Exception {
        HttpResponse<String> response = routes.get("/dotgate/ui/");

        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location")).hasValue("../ui");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/ui/index.html", "/dotgate/ui/door.html", "/dotgate/ui/PageRoutes.class", "/dotgate/ui/..%2FPageRoutes.class",
        "/dotgate/ui/%2e%2e%2fPageRoutes.class", "/dotgate/ui/../PageRoutes.class", "/dotgate/ui/..;/PageRoutes.class",
        "/dotgate/ui/style.css/../../PageRoutes.class", "/dotgate/ui//style.css%00.js", "/dotgate/ui/%2Fetc%2Fpasswd",
        "/dotgate/ui/chart.umd.min.js.map", "/dotgate/ui/..%5CPageRoutes.class", "/dotgate/ui/STYLE.CSS"})
    void nothingShouldBeGivenWhenItIsNoneOfTheFiles(String path) throws Exception {
        HttpResponse<String> response = routes.get(path);

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.body()).doesNotContain("root:", "StaticFile", "default-src");
    }

    @Test
    void everyFileShouldBeServedWhenItIsThere() throws Exception {
        assertThat(sources().stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                .isSubsetOf(Stream.concat(files().stream(), Stream.of(PageRoutes.PAGE, PageRoutes.DOOR)).collect(Collectors.toSet()));
    }

    /** Text from mail can only become markup where somebody writes markup. */
    @ParameterizedTest
    @MethodSource("sources")
    void nothingShouldTurnTextIntoMarkupOrCodeWhenOursAreRead(Path file) throws Exception {
        String text = Files.readString(file);

        assertThat(text).doesNotContainPattern(Pattern.compile(
                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment|parseFromString|DOMParser|setHTML"
                        + "|\\beval\\s*\\(|new Function|setTimeout\\(\\s*[\"'`]|javascript:|\\.style\\b|\\sstyle=|<style|\\son[a-z]+=\""
                        + "|localStorage|sessionStorage|document\\.cookie"));
        assertThat(text.replace("http://www.w3.org/2000/svg", "")).as("other hosts").doesNotContain("http://", "https://", "//cdn");
    }
}
