package org.dotgate.benchmarks.dot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.dotgate.filter.FilterHost;
import org.dotgate.policy.Policy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IniTest {
    static Stream<Arguments> configurations() {
        return Stream.of(
                Arguments.of("no filter", Ini.none(), true),
                Arguments.of("a filter that waits", Ini.delay(Duration.ofSeconds(30)), false),
                Arguments.of("a filter that looks for words", Ini.words(), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void configurationShouldBeOneThatDotgateTakesWhenMeasured(String label, String ini, boolean empty, @TempDir Path home)
            throws Exception {
        Path file = Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("dotgate.ini"), ini);
        Files.writeString(home.resolve(Ini.WORDS), Letters.wordList());
        try (SystemTimer timer = new SystemTimer()) {
            Policy policy = new PolicyLoader(StockFilters.types())
                    .load(file, "dotgate.ini", new FilterHost(home, timer, Runnable::run, getClass().getClassLoader()));
            assertThat(policy.dot().isEmpty()).isEqualTo(empty);
        }
    }
}
