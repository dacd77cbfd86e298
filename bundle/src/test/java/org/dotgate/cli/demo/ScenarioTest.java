package org.dotgate.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
    static List<Scenario> all() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void messageShouldHaveTheLineEndsOfTheWireWhenShipped(Scenario scenario) throws IOException {
        String message = new String(scenario.message(), ISO_8859_1);

        assertThat(message).contains("\r\n\r\n").endsWith("\r\n").doesNotContainPattern("(?<!\r)\n|\r(?!\n)");
    }

    @Test
    void recipientsShouldDifferWhenTheirMailboxesTellWhatCame() {
        assertThat(all()).extracting(Scenario::recipient).doesNotHaveDuplicates();
    }
}
