package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.hooks.web.MadeUpAnswers;
import org.dotgate.hooks.web.StubWebAdmin;
import org.dotgate.it.harness.Browser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page that operators look at, in a real browser: against answers that are made up, and hostile; and, if
 * {@code -Ddotgate.page.url=http://127.0.0.1:8000} names one, against a James that runs. Pictures of it are in
 * {@code target/screenshots}.
 */
class PageIT {
    private static Browser browser;

    @BeforeAll
    static void findBrowser() throws Exception {
        try {
            browser = Browser.find();
        } catch (IOException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void pageShouldServeOperatorsAndInterpretNothingWhenAnswersAreHostile() throws Exception {
        List<String> payloads = Files.readAllLines(Path.of("src/test/page/payloads.txt"));
        try (StubWebAdmin webAdmin = new StubWebAdmin(new MadeUpAnswers(payloads))) {
            Browser.Outcome outcome = browser.check(webAdmin.url(), false, Path.of("target/screenshots"));

            assertThat(outcome.passed()).as(outcome.output()).isTrue();
            assertThat(webAdmin.changes()).containsExactly("DELETE /dotgate/kept/k/2?#%", "POST /dotgate/kept/k/0?#%/release",
                    "POST /dotgate/reload", "POST /dotgate/reload");
        }
    }

    @Test
    void pageShouldInterpretNothingWhenJamesIsReal() throws Exception {
        String url = System.getProperty("dotgate.page.url");
        assumeTrue(url != null, "set -Ddotgate.page.url to check the page of a James that runs");

        Browser.Outcome outcome = browser.check(url, true, Path.of("target/screenshots-live"));

        assertThat(outcome.passed()).as(outcome.output()).isTrue();
    }
}
