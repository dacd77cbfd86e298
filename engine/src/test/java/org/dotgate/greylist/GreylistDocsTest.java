package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.greylist.GreylistFilterType;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

/** Holds docs/greylist.md to what the greylist does. */
class GreylistDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "greylist.md");

    @Test
    void samplesShouldBeValid() throws Exception {
        Matcher samples = Pattern.compile("(?s)```ini\n(.*?)```").matcher(Files.readString(PAGE));
        int count = 0;
        while (samples.find()) {
            FilterHost host = new FilterHost(Path.of("."), new ManualTimer(), Runnable::run, getClass().getClassLoader());
            Section filter = Section.of(IniFile.parse(samples.group(1), "docs/greylist.md"), "filter greylist");
            new GreylistFilterType((match, message) -> null, (any, services) -> Delays.UNHEARD).create(filter, host).close();
            count++;
        }
        assertThat(count).isEqualTo(2);
    }

    @Test
    void sendersOfTheTableShouldBeKnownAsItSays() throws Exception {
        Matcher rows = Pattern.compile("(?m)^\\| [^|]+ \\| `([^`]+@[^`]+)` \\| `([^`]+@[^`]+)` \\|$").matcher(Files.readString(PAGE));
        int count = 0;
        while (rows.find()) {
            assertThat(SenderKey.of(rows.group(1))).isEqualTo(rows.group(2));
            count++;
        }
        assertThat(count).isEqualTo(6);
    }

    @Test
    void recordsShouldBeAsTheyAreStored() throws Exception {
        List<String> lines = Files.readAllLines(PAGE).stream().map(String::trim)
                .filter(line -> line.startsWith("1 p")).collect(Collectors.toList());

        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(GreylistRecord.parse(line)).hasToString(line));
        assertThat(Files.readString(PAGE)).contains("`1 passes 5 since 1767225600000`");
        assertThat(Regulars.passes("1 passes 5 since 1767225600000")).isEqualTo(5);
    }
}
