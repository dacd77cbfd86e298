package org.dotgate.filter.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.dkim.DkimResult;
import org.junit.jupiter.api.Test;

/** Holds docs/filters-dkim.md to the field that the filter writes. */
class DkimDocsTest {
    @Test
    void fieldShouldBeWrittenAsThePageShows() throws Exception {
        Matcher shown = Pattern.compile("```text\nAuthentication-Results: (.*)\n```")
                .matcher(Files.readString(Path.of("..", "docs", "filters-dkim.md")));
        assertThat(shown.find()).isTrue();

        assertThat(AuthenticationResults.of("mx.example.org", new DkimResult(
                        DkimResult.Status.PASS, List.of("example.com", "lists.example.net"), "")))
                .isEqualTo(shown.group(1));
    }
}
