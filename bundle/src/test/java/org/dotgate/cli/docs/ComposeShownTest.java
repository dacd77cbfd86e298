package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.cli.Commands;
import org.dotgate.cli.callout.Ran;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.StoreSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The Jameses, the Redis server and the calloutd of conf-samples/compose fit together, as far as can be seen without docker. */
class ComposeShownTest {
    private static final Path SAMPLE = Page.TOP.resolve("conf-samples/compose");

    @TempDir
    private Path folder;

    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = new ComposeFile(Files.readString(SAMPLE.resolve("compose.yaml")));
    }

    @Test
    void everyKeyShouldSayWhatCanBeSo() {
        compose.check();
    }

    @Test
    void configurationShouldBeOneForJamesAndForCalloutd() throws Exception {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.copy(SAMPLE.resolve("dotgate.ini"), conf.resolve("dotgate.ini"));
        Files.copy(Page.TOP.resolve("conf-samples/spamwords.txt"), conf.resolve("spamwords.txt"));
        Ran ran = Ran.command("check-config", conf.resolve("dotgate.ini").toString());
        assertThat(ran.exit()).as(ran.err()).isZero();

        IniFile ini = IniFile.read(SAMPLE.resolve("dotgate.ini"), "dotgate.ini");
        assertThat(CalloutSettings.from(Section.of(ini, CalloutSettings.SECTION)).server()).isEqualTo(CalloutSettings.Server.REDIS);
        assertThat(StoreSettings.from(Section.of(ini, "store")).url()).isEqualTo("redis://redis:6379/0");
        assertThat(compose.get("redis", "image")).isNotEmpty();
    }

    @Test
    void calloutdShouldFindItsFiles() {
        List<String> words = Stream.of(compose.get("calloutd", "entrypoint"), compose.get("calloutd", "command"))
                .flatMap(texts -> Stream.of(texts.get(0).split(" "))).toList();

        assertThat(words.stream().filter(word -> word.startsWith("/")).map(word -> compose.outside("calloutd", word)))
                .containsExactly("extensions-jars/dotgate.jar", "conf/dotgate.ini");
        new CommandLine(new Commands()).parseArgs(words.subList(words.indexOf("calloutd"), words.size()).toArray(String[]::new));
    }
}
