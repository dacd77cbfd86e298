package org.dotgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JamesVersionTest {
    private static final Pattern VERSION = Pattern.compile("<james\\.version>([^<]+)</james\\.version>");

    @Test
    void demoShouldBootTheJamesThatWeCompileAgainstWhenTwoPomsNameIt() throws IOException {
        assertThat(version(Path.of("james", "pom.xml"))).isEqualTo(version(Path.of("..", "pom.xml")));
    }

    private static String version(Path pom) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(pom));
        assertThat(version.find()).as("james.version in %s", pom).isTrue();
        return version.group(1);
    }
}
