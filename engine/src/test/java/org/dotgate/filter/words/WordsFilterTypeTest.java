package org.dotgate.filter.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.filter.FilterHost;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsFilterTypeTest {
    @TempDir
    Path directory;

    private FilterHost host;

    @BeforeEach
    void setUp() throws Exception {
        host = new FilterHost(directory, new ManualTimer(), Runnable::run, getClass().getClassLoader());
        Files.createDirectory(directory.resolve("conf"));
    }

    @Test
    void filterShouldBeMadeOfItsList() throws Exception {
        Path list = Files.writeString(directory.resolve("conf/spamwords.txt"), "viagra\n");

        assertThat(create("list = conf/spamwords.txt")).isNotNull();
        assertThat(host.watched()).containsExactly(list);
    }

    @Test
    void listShouldBeWatchedWhenItIsWrong() throws Exception {
        Path list = Files.writeString(directory.resolve("conf/spamwords.txt"), "viagra\n*\n");

        assertThatThrownBy(() -> create("list = conf/spamwords.txt"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("conf/spamwords.txt:2: '*' has nothing to search for");
        assertThat(host.watched()).containsExactly(list);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no list               | threshold = 2                                 | [filter words] lacks the key 'list'
            an empty list         | list =                                        | [filter words] list: names no file
            a list that is absent | list = conf/none.txt                          | conf/none.txt: does not exist
            a threshold of none   | list = conf/spamwords.txt~threshold = 0       | [filter words] threshold: must be above 0
            a wrong size          | list = conf/spamwords.txt~max-text = lots     | [filter words] max-text: 'lots' is not a size
            a wrong depth         | list = conf/spamwords.txt~max-depth = 1000    | [filter words] max-depth: '1000' is not a whole number
            a wrong outcome       | list = conf/spamwords.txt~on-limit = refuse   | [filter words] on-limit: 'refuse' is not valid
            """)
    void errorShouldNameKeyAndRemedy(String label, String keys, String message) throws Exception {
        Files.writeString(directory.resolve("conf/spamwords.txt"), "viagra\n");

        assertThatThrownBy(() -> create(keys.replace('~', '\n'))).isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }

    private WordsFilter create(String keys) throws SettingsException {
        WordsFilterType type = new WordsFilterType();
        IniFile file = IniFile.parse("[filter words]\n" + keys + "\n", "dotgate.ini");
        Section section = Section.of(file, "filter words");
        section.refuseUnknown(type.keys());
        return type.create(section, host);
    }
}
