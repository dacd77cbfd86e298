package org.dotgate.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IniFileTest {
    private static final Key<String> KEY = Key.of("key", Values.TEXT, "the default", "A key of this test.");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            plain                              | [dot]~key = value               | value
            no blanks                          | [dot]~key=value                 | value
            blanks about                       | '  [ dot ] ~  key  =  value  '  | value
            value with blanks and equals signs | [dot]~key = a = b  c            | a = b  c
            empty value                        | [dot]~key =                     | ''
            no key                             | [dot]                           | the default
            no section                         | ''                              | the default
            comment lines                      | '; one~# two~[dot]~key = value' | value
            comment behind a value             | '[dot]~key = value ; why'       | value
            semicolon inside a word            | '[dot]~key = a;b'               | a;b
            hash behind a value                | '[dot]~key = value # more'      | 'value # more'
            comment behind a heading           | '[dot] ; here~key = value'      | value
            other sections                     | [a]~key = 1~[dot]~key = 2~[b]   | 2
            """)
    void valueShouldBeReadWhenTheFileIs(String label, String text, String value) throws SettingsException {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            for (String start : List.of("", "\ufeff", lineEnd)) {
                assertThat(value(start + text.replace("~", lineEnd))).as("line end %s", lineEnd).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no equals sign          | [dot]~budget                | 2 | 'budget' is not of the form key = value
            no key before it        | [dot]~= 5s                  | 2 | '= 5s' is not of the form key = value
            key before any section  | budget = 5s~[dot]           | 1 | key 'budget' stands before the first section
            heading without end     | [dot~budget = 5s            | 1 | '[dot' is not a section heading such as [dot]
            heading without name    | [ ]                         | 1 | '[ ]' is not a section heading such as [dot]
            section twice           | [dot]~[filter a]~[ dot ]    | 3 | section [dot] stands in line 1 already
            key twice               | [dot]~a = 1~b = 2~a = 1     | 4 | key 'a' of [dot] stands in line 2 already
            NUL                     | [dot]~key = a^0b            | 2 | holds a control character, U+0000, as character 8
            escape in a comment     | [dot]~; ^1                  | 2 | holds a control character, U+001B, as character 3
            C1 control              | [dot]~key = ^2              | 2 | holds a control character, U+0085, as character 7
            byte order mark inside  | [dot]~^3key = a             | 0 |
            """)
    void errorShouldNameFileAndLineWhenTheFileIs(String label, String text, int line, String problem) throws SettingsException {
        String content = text.replace("~", "\n").replace("^0", "\0").replace("^1", "\u001b").replace("^2", "\u0085")
                .replace("^3", "\ufeff");
        if (line == 0) {
            // another key than it seems to be: the section refuses it by name
            assertThatThrownBy(() -> Section.of(IniFile.parse(content, "x.ini"), "dot").refuseUnknown(List.of(KEY)))
                    .hasMessageStartingWith("x.ini:2: there is no key").hasMessageContaining("did you mean 'key'?");
            return;
        }
        assertThatThrownBy(() -> IniFile.parse(content, "conf/dotgate.ini"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("conf/dotgate.ini:" + line + ": " + problem);
    }

    @Test
    @Timeout(20)
    void lineShouldBeRefusedWhenItIsHuge() {
        for (String start : List.of("[", "key = ", "; ", "k")) {
            String line = start + " ".repeat(900_000) + "x";
            assertThatThrownBy(() -> IniFile.parse("[dot]\n" + line, "x.ini")).hasMessage("x.ini:2: is longer than 4096 characters");
        }
        String most = "[" + " ".repeat(4094) + "x";
        assertThatThrownBy(() -> IniFile.parse(most, "x.ini")).hasMessageContaining("is not a section heading");
    }

    @Test
    void readShouldRefuseWhenTheFileIsNotFitToBeRead(@TempDir Path folder) throws Exception {
        Path large = Files.write(folder.resolve("large.ini"), new byte[IniFile.MAX_SIZE + 1]);
        Path latin = Files.write(folder.resolve("latin.ini"), "[dot]\nkept = b\u00fccher\n".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> IniFile.read(folder.resolve("none.ini"), "conf/dotgate.ini"))
                .hasMessageStartingWith("conf/dotgate.ini: does not exist").hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> IniFile.read(large, "conf/large.ini")).hasMessage("conf/large.ini: is larger than 1048576 octets");
        assertThatThrownBy(() -> IniFile.read(latin, "conf/latin.ini")).hasMessage("conf/latin.ini: is not UTF-8");
        assertThatThrownBy(() -> IniFile.read(folder, "conf")).hasMessageStartingWith("conf: cannot be read");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            slip             | [dto]          | there is no section [dto]; did you mean 'dot'? Valid here: dot, dotgate, filter NAME
            letter case      | [DOT]          | there is no section [DOT]; did you mean 'dot'? Valid here: dot, dotgate, filter NAME
            far from any     | [webmail]      | there is no section [webmail]; Valid here: dot, dotgate, filter NAME
            filter, no name  | [filter ]      | there is no section [filter]; Valid here: dot, dotgate, filter NAME
            """)
    void unknownSectionShouldBeRefusedWithTheNearestName(String label, String text, String problem) {
        assertThatThrownBy(() -> Section.refuseUnknown(
                        IniFile.parse("\n" + text, "x.ini"), Set.of("dot", "dotgate"), Set.of("filter ")))
                .isInstanceOf(SettingsException.class).hasMessage("x.ini:2: " + problem);
    }

    @Test
    void onlySettingsExceptionsShouldComeOutWhenTheFileIsNoise() {
        Random random = new Random(17);
        String alphabet = "[]=;#,.. \t\r\n\0\u001b\ufeffadkeyot05sm-\ud800\u2028";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String noise = random.ints(random.nextInt(60), 0, alphabet.length())
                    .collect(StringBuilder::new, (text, at) -> text.append(alphabet.charAt(at)), StringBuilder::append).toString();
            try {
                Section.of(IniFile.parse(noise, "noise.ini"), "dot").get(KEY);
                read++;
            } catch (SettingsException e) {
                assertThat(e).hasMessageStartingWith("noise.ini:");
                assertThat(e.line()).isPositive();
            }
        }
        assertThat(read).as("some noise is an INI file").isPositive();
    }

    @Test
    void requiredKeyShouldBeAskedForAtItsSection() {
        Key<Duration> needed = Key.required("delay", Values.DURATION, "How long.");

        assertThatThrownBy(() -> Section.of(IniFile.parse("\n\n[filter slow]\n", "x.ini"), "filter slow").get(needed))
                .hasMessage("x.ini:3: [filter slow] lacks the key 'delay': How long.");
    }

    private static String value(String text) throws SettingsException {
        return Section.of(IniFile.parse(text, "x.ini"), "dot").get(KEY);
    }
}
