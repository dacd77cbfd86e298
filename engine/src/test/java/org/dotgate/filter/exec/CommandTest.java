package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir
    Path directory;

    Scripts scripts;

    @BeforeEach
    void setUp() throws Exception {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void tearDown() {
        scripts.close();
    }

    @Test
    void createShouldNameFileLineAndRemedyWhenTheProgramIsMissing() {
        assertThatThrownBy(() -> scripts.filter("command = conf/check.sh"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("dotgate.ini:2: [filter x] command: there is no file " + directory.resolve("conf/check.sh")
                        + "; relative paths begin at James's working directory");
    }

    @Test
    void createShouldSayChmodWhenTheProgramIsNotExecutable() throws Exception {
        Files.createDirectories(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/check.sh"), "#!/bin/sh\necho PASS\n");
        assertThatThrownBy(() -> scripts.filter("command = conf/check.sh --fast"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("chmod +x conf/check.sh");
    }

    @Test
    void createShouldRefuseAFolder() throws Exception {
        Files.createDirectories(directory.resolve("conf/check"));
        assertThatThrownBy(() -> scripts.filter("command = conf/check"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("is not a file");
    }

    @Test
    void createShouldSeeWindowsLineEnds() throws Exception {
        Files.writeString(scripts.script("conf/check.sh"), "#!/bin/sh\r\necho PASS\r\n");
        assertThatThrownBy(() -> scripts.filter("command = conf/check.sh"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("save it with LF");
    }

    @Test
    void createShouldSeeThatTheInterpreterIsMissing() throws Exception {
        Files.writeString(scripts.script("conf/check.sh"), "#!/opt/none/perl -w\nprint 'PASS';\n");
        assertThatThrownBy(() -> scripts.filter("command = conf/check.sh"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("/opt/none/perl, which is missing");
    }

    @Test
    void createShouldSearchPathWhenThereIsNoSlash() throws Exception {
        assertThat(Command.of("sh -c x", directory, "/nowhere:/bin").with(Path.of("/m")))
                .containsExactly("/bin/sh", "-c", "x", "/m");
        assertThatThrownBy(() -> Command.of("check.sh", directory, "/bin"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("conf/filters/check.sh");
    }

    @Test
    void searchShouldNotFindProgramsInTheWorkingDirectory() throws Exception {
        scripts.script("check.sh", "echo PASS");
        assertThatThrownBy(() -> Command.of("check.sh", directory, ":/bin:"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("there is no program 'check.sh'");
    }

    @Test
    void createShouldRefuseZeroProcesses() throws Exception {
        scripts.script("check.sh", "echo PASS");
        assertThatThrownBy(() -> scripts.filter("command = ./check.sh", "max-processes = 0"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("'0' is not a whole number from 1");
    }
}
