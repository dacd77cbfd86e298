package org.dotgate.filter.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.filter.Filter;
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

class AllowFilterTypeTest {
    @TempDir
    private Path directory;

    private FilterHost host;
    private Path list;

    @BeforeEach
    void setUp() throws Exception {
        host = new FilterHost(directory, new ManualTimer(), Runnable::run, getClass().getClassLoader());
        Files.createDirectory(directory.resolve("conf"));
        list = Files.writeString(directory.resolve("conf/allow.txt"), "example.org\n");
    }

    @Test
    void filterShouldBeMadeOfItsList() throws Exception {
        assertThat(create("list = conf/allow.txt")).isNotNull();
        assertThat(host.watched()).containsExactly(list);
    }

    @Test
    void filterShouldNeedNoListWhenItLearns() throws Exception {
        assertThat(create("learned = yes")).isNotNull();
        assertThat(host.watched()).isEmpty();
    }

    @Test
    void listShouldBeWatchedWhenItIsWrong() throws Exception {
        Files.writeString(list, "example.org\nfriends\n");

        assertThatThrownBy(() -> create("list = conf/allow.txt")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("conf/allow.txt:2: 'friends' is not an address, domain or network");
        assertThat(host.watched()).containsExactly(list);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nobody to allow          | require-auth = spf                              | dotgate.ini:1: [filter allow] list: names no file, and learned is not yes, so nobody is allowed; write, for instance, list = conf/allow.txt
            an empty list            | list =                                          | dotgate.ini:2: [filter allow] list: names no file, and learned is not yes
            a list that is absent    | list = conf/none.txt                            | dotgate.ini:2: [filter allow] list: conf/none.txt: does not exist
            a wrong proof            | list = conf/allow.txt~require-auth = spf-dkim   | dotgate.ini:3: [filter allow] require-auth: 'spf-dkim' is not valid; did you mean 'spf-or-dkim'?
            a wrong switch           | list = conf/allow.txt~learned = true            | dotgate.ini:3: [filter allow] learned: 'true' is not valid
            a long time-out          | list = conf/allow.txt~auth-timeout = 5m         | dotgate.ini:3: [filter allow] auth-timeout: '5m' is not from 100ms to 1m
            a wrong store            | learned = yes~[store]~timeout = 0               | dotgate.ini:4: [store] timeout: '0' is not a duration
            a slip                   | lists = conf/allow.txt                          | dotgate.ini:2: there is no key 'lists' in [filter allow]; did you mean 'list'?
            """)
    void errorShouldNameKeyAndRemedy(String label, String keys, String message) {
        assertThatThrownBy(() -> create(keys.replace('~', '\n'))).isInstanceOf(SettingsException.class).hasMessageStartingWith(message);
    }

    private Filter create(String keys) throws SettingsException {
        AllowFilterType type = new AllowFilterType();
        Section section = Section.of(IniFile.parse("[filter allow]\n" + keys + "\n", "dotgate.ini"), "filter allow");
        section.refuseUnknown(type.keys());
        return type.create(section, host);
    }
}
