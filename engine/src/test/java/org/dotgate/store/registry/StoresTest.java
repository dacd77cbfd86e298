package org.dotgate.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    @TempDir
    private Path directory;
    private final ManualTimer timer = new ManualTimer();

    private StoreSettings settings(String url) throws IOException, SettingsException {
        Path ini = Files.writeString(directory.resolve("dotgate.ini"), "[store]\nurl = " + url + "\n");
        return StoreSettings.from(Section.of(IniFile.read(ini, "dotgate.ini"), "store"));
    }

    private boolean put(Store store, String key) {
        return Answers.of(store.replace("greylist", key, null, "1", timer.now().plus(Duration.ofDays(1))));
    }

    @Test
    void openersShouldShareOneStoreWhenTheyNameTheSameFolder() throws Exception {
        try (Store hooks = Stores.open(settings("file:var/dotgate"), directory, timer);
                Store mailets = Stores.open(settings("file:" + directory + "/var/../var/dotgate"), directory, timer)) {
            assertThat(put(hooks, "a")).isTrue();
            assertThat(Answers.of(mailets.get("greylist", "a"))).map(Entry::value).contains("1");
            assertThat(Answers.of(mailets.list("greylist", "", "", 10))).hasSize(1);
            assertThat(mailets.health().failures()).isZero();
        }
        assertThat(directory.resolve("var/dotgate/lock")).exists();
    }

    @Test
    void openersShouldShareOneStoreWhenALinkLeadsToItsFolder() throws Exception {
        Path var = Files.createDirectory(directory.resolve("var"));
        Files.createSymbolicLink(directory.resolve("link"), var);
        Files.createSymbolicLink(directory.resolve("direct"), var.resolve("dotgate"));
        try (Store hooks = Stores.open(settings("file:var/dotgate"), directory, timer);
                Store mailets = Stores.open(settings("file:link/dotgate"), directory, timer);
                Store command = Stores.open(settings("file:direct"), directory, timer)) {
            assertThat(put(hooks, "a")).isTrue();
            assertThat(Answers.of(mailets.get("greylist", "a"))).map(Entry::value).contains("1");
            assertThat(Answers.of(command.get("greylist", "a"))).map(Entry::value).contains("1");
        }
    }

    @Test
    void storeShouldStayOpenUntilTheLastHandleIsClosed() throws Exception {
        Store first = Stores.open(settings("file:one"), directory, timer);
        Store second = Stores.open(settings("file:one"), directory, timer);
        first.close();
        first.close();

        assertThat(Answers.trouble(first.get("greylist", "a"))).hasMessageContaining("closed");
        assertThat(put(second, "a")).isTrue();
        second.close();
        assertThat(timer.pending()).as("nothing is left to be done").isZero();

        try (Store third = Stores.open(settings("file:one"), directory, timer)) {
            assertThat(Answers.of(third.get("greylist", "a"))).isPresent();
        }
    }

    @Test
    void storesShouldBeApartWhenTheyNameOtherFolders() throws Exception {
        try (Store one = Stores.open(settings("file:one"), directory, timer);
                Store two = Stores.open(settings("file:two"), directory, timer)) {
            put(one, "a");
            assertThat(Answers.of(two.get("greylist", "a"))).isEmpty();
        }
    }

    @Test
    void lineAndValidFormsShouldBeToldWhenTheUrlNamesNoStore() {
        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> settings("mysql://db"))
                .withMessageContaining("dotgate.ini:2").withMessageContaining("file:FOLDER");
    }
}
