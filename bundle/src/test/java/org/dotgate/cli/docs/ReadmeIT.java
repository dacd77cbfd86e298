package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows, put together: its handlers, its dotgate.ini and its script, in a James with the JAR. */
class ReadmeIT {
    private static final Page README = Page.of("README.md");
    private static final Page INSTALL = Page.of("docs/install.md");
    /** What differs from one log line to the next. */
    private static final Pattern VARIABLE = Pattern.compile("Mail[0-9]\\S*|at \\S+ \\[[0-9a-f.:]+]|[0-9]+ ?ms|session=\\S+|ms=[0-9]+");

    @TempDir
    private static Path folder;

    private static ExistingJames james;

    @BeforeAll
    static void boot() throws Exception {
        james = ExistingJames.unpack(folder);
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("extensions-jars/dotgate.jar"));
        james.useChain(README.sample("xml", "<handlerchain>"));
        james.edit("conf/logback.xml", "</configuration>", INSTALL.sample("xml", "<logger") + "</configuration>");
        james.write("conf/dotgate.ini", README.sample("ini", "[dot]"));
        james.write("conf/spamwords.txt", Files.readString(Page.TOP.resolve("conf-samples/spamwords.txt")));
        james.write("conf/filters/check.sh", README.sample("sh", "#!/bin/sh"));
        james.start(INSTALL.sample("sh", "-jar james-server").lines().filter(line -> line.contains("-jar james-server"))
                .findFirst().orElseThrow());
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void messageShouldBeTakenWhenNoFilterObjects() throws Exception {
        assertThat(james.send("ann@client.test", "Subject: minutes\n\nDear Bob")).startsWith("250 ");
    }

    @Test
    void messageShouldBeRefusedWhenItHidesPhrasesOfTheList() throws Exception {
        assertThat(james.send("lucky@client.test", shipped("hidden-words.eml"))).isEqualTo("550 5.7.1 Message refused by local policy");
    }

    @Test
    void messageShouldBeRefusedWhenTheScriptRefusesIt() throws Exception {
        assertThat(james.send("boss@example.org", "Subject: urgent\n\nPay"))
                .isEqualTo("550 5.7.1 Please log in to send as example.org");
    }

    @Test
    void logLineShouldHaveTheFormThatIsDocumentedWhenAMessageIsRefused() throws Exception {
        String documented = Page.of("docs/at-the-dot.md").sample("text", "REFUSED by words").trim();
        String phrase = documented.replaceAll(".*1 of 1: '([^']*)'.*", "$1");

        james.send("a@example.net", "Subject: hello\n\n" + phrase);

        assertThat(uniform(james.awaitLine("<a@example.net>"))).endsWith("org.dotgate.decision - " + uniform(documented));
    }

    @Test
    void handlersShouldBeTheSameWhereverTheyAreShown() throws Exception {
        List<String> readme = handlers(README.sample("xml", "<handlerchain>"));

        assertThat(readme).hasSize(6);
        assertThat(handlers(INSTALL.sample("xml", "<handlerchain>"))).isEqualTo(readme);
        assertThat(handlers(Files.readString(Page.TOP.resolve("conf-samples/smtpserver.xml")))).isEqualTo(readme);
    }

    private static List<String> handlers(String xml) {
        return Pattern.compile("<handler class=\"([^\"]*)\"/>").matcher(xml).results().map(handler -> handler.group(1)).toList();
    }

    private static String uniform(String line) {
        return VARIABLE.matcher(line).replaceAll("~");
    }

    private static String shipped(String name) throws IOException {
        try (InputStream message = ReadmeIT.class.getResourceAsStream("/org/dotgate/cli/demo/" + name)) {
            return new String(message.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
