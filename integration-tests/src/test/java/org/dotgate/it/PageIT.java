package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dotgate.hooks.web.MadeUpAnswers;
import org.dotgate.hooks.web.StubWebAdmin;
import org.dotgate.it.harness.Browser;
import org.dotgate.it.harness.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page that operators look at, in a real browser, against answers that are made up: what no mail can bring about, such as
 * hostile names of filters and servers, and answers that are none. Pictures of it are in {@code target/screenshots}.
 */
class PageIT {
    private static Browser browser;

    @BeforeAll
    static void findBrowser() throws Exception {
        browser = Browser.orSkip();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"stub", "telephone"})
    void pageShouldServeOperatorsAndInterpretNothingWhenAnswersAreHostile(String part) throws Exception {
        List<String> payloads = Files.readAllLines(Path.of("src/test/page/payloads.txt"));
        try (StubWebAdmin webAdmin = new StubWebAdmin(new MadeUpAnswers(payloads))) {
            Outcome outcome = browser.check(webAdmin.url(), part, Map.of(), Path.of("target/screenshots"));

            assertThat(outcome.passed()).as(outcome.output()).isTrue();
        }
    }
}
