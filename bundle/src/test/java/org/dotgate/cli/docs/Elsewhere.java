package org.dotgate.cli.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Samples that a test of their own tries, which can look closer. Immutable.
 *
 * @param part what the sample holds, in the words by which the test finds it, if it finds it by words
 */
record Elsewhere(String page, String part, Path test) {
    /** It tries each measurement, of every page. */
    static final Path MEASURED = Path.of("benchmarks/src/test/java/org/dotgate/benchmarks/docs/MeasurementsShownIT.java");

    private static final Path HERE = Path.of("bundle/src/test/java/org/dotgate/cli/docs");
    private static final Path ENGINE = Path.of("engine/src/test/java/org/dotgate");

    static final List<Elsewhere> ALL = List.of(
            new Elsewhere("docs/benchmarks.md", "./dotgate bench callout", MEASURED),
            new Elsewhere("docs/benchmarks.md", "jfr print", MEASURED),
            new Elsewhere("docs/filters-words.md", "words.WordsTable", MEASURED),
            new Elsewhere("docs/filters-words.md", "words.ColdTable", MEASURED),
            new Elsewhere("docs/install.md", "docker create", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "mkdir -p extensions-jars", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "--entrypoint java", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "--entrypoint keytool", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "stop_grace_period", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "docker compose up", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "docker compose exec", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "curl http://127.0.0.1:8000/metrics", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "docker compose down", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/calloutd.md", "docker run", HERE.resolve("DockerIT.java")),
            new Elsewhere("docs/install.md", "-jar james-server", HERE.resolve("InstallIT.java")),
            new Elsewhere("docs/install.md", "keytool -genkeypair", HERE.resolve("InstallIT.java")),
            new Elsewhere("docs/install.md", "dotgate-new.jar", HERE.resolve("InstallIT.java")),
            new Elsewhere("docs/calloutd.md", "[Service]", HERE.resolve("CalloutdUnderSystemdIT.java")),
            new Elsewhere("docs/calloutd.md", "useradd ", HERE.resolve("CalloutdUnderSystemdIT.java")),
            new Elsewhere("docs/page.md", "proxy_pass", HERE.resolve("PageBehindNginxIT.java")),
            new Elsewhere("docs/page.md", "ssh -L", HERE.resolve("PageThroughSshIT.java")),
            new Elsewhere("docs/metrics.md", "job_name", HERE.resolve("PrometheusIT.java")),
            new Elsewhere("docs/log.md", "at=", Path.of("integration-tests/src/test/java/org/dotgate/it/SeeIT.java")),
            new Elsewhere("docs/mailets.md", "X-Dotgate-Verdict:", Path.of("mailets/src/test/java/org/dotgate/mailets/MailetsDocsTest.java")),
            new Elsewhere("docs/greylist.md", "1 p", ENGINE.resolve("greylist/GreylistDocsTest.java")),
            new Elsewhere("docs/filters-dkim.md", "Authentication-Results:", ENGINE.resolve("filter/dkim/DkimDocsTest.java")),
            new Elsewhere("docs/store.md", "0000  646f", ENGINE.resolve("store/file/StoreDocsTest.java")),
            new Elsewhere("docs/store.md", "var/dotgate/\n", ENGINE.resolve("store/file/StoreDocsTest.java")));

    /** Where this one is tried, if not here. */
    static Optional<Elsewhere> of(Sample sample) {
        return ALL.stream().filter(one -> one.page().equals(sample.page()) && sample.text().contains(one.part())).findFirst();
    }
}
