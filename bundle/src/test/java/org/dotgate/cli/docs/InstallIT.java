package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/install.md and docs/filters-class.md, followed to the letter in an existing James. */
class InstallIT {
    private static final Page INSTALL = Page.of("docs/install.md");

    @TempDir
    private Path folder;

    private ExistingJames james;

    @AfterEach
    void end() {
        james.close();
    }

    @Test
    void jamesShouldDecideAtTheDotWhenTheZipIsInstalledAsTold() throws Exception {
        james = ExistingJames.unzip(folder);
        james.run(INSTALL.sample("sh", "keytool -genkeypair"));
        james.useChain(INSTALL.sample("xml", "<handlerchain>"));
        james.edit("conf/logback.xml", "</configuration>", Matcher.quoteReplacement(INSTALL.sample("xml", "<logger") + "</configuration>"));
        james.edit("conf/healthcheck.properties", "\\z", Matcher.quoteReplacement("\n" + INSTALL.sample("properties", "healthchecks")));
        // the page warns of it: mail from this machine would meet no filter
        james.edit("conf/smtpserver.xml", "<authorizedAddresses>127\\.0\\.0\\.0/8<", "<authorizedAddresses>192.0.2.0/24<");

        james.start(commands("-jar james-server"));

        assertThat(james.said()).contains("conf/dotgate.ini: no mistakes");
        assertThat(james.send("ann@client.test", "Subject: minutes\n\nDear Bob")).startsWith("250 ");
        assertThat(james.send("ann@client.test", "Subject: hello\n\nonline casino"))
                .isEqualTo("550 5.7.1 Message refused by local policy");
        assertThat(james.awaitLine("REFUSED by words")).contains("from <ann@client.test>");
        await().untilAsserted(() -> assertThat(folder.resolve("logs/james.log")).content().contains("REFUSED by words"));
    }

    @Test
    void jamesShouldRunWhenTheSamplesAreItsWholeConfiguration() throws Exception {
        james = ExistingJames.unpack(folder);
        james.useChain(INSTALL.sample("xml", "<handlerchain>"));
        for (String whole : List.of("conf/mailetcontainer.xml", "conf/logback.xml")) {
            james.write(whole, Files.readString(Page.TOP.resolve(whole.replace("conf/", "conf-samples/"))));
        }

        james.start(commands("-jar james-server"));

        assertThat(james.send("ann@client.test", "Subject: minutes\n\nDear Bob")).startsWith("250 ");
        assertThat(james.awaitLine("in the mailet container")).contains("ACCEPTED by chain [late:pass");
    }

    @Test
    void theNewJarShouldBeInPlaceWhenItIsUpgradedAsTold() throws Exception {
        james = ExistingJames.unpack(folder);
        james.run(commands("-jar james-server").replaceAll("(?m)^java .*$", ""));
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("dotgate-new.jar"));

        assertThat(james.run(commands("dotgate-new.jar"))).contains("conf/dotgate.ini: no mistakes");

        assertThat(folder.resolve("dotgate-new.jar")).doesNotExist();
        assertThat(folder.resolve("extensions-jars/dotgate.jar")).exists();
    }

    @Test
    void theClassInTheReadmeShouldJudgeWhenItsJarIsAmongTheExtensions() throws Exception {
        james = ExistingJames.unpack(folder);
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("extensions-jars/dotgate.jar"));
        james.write("src/NoInvoices.java", "package org.example.filters;\nimport org.dotgate.filter.*;\nimport org.dotgate.mail.*;\n"
                + Page.of("README.md").sample("java", "class NoInvoices"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "11", "-cp",
                System.getProperty("dotgate.jar"), "-d", folder.resolve("src").toString(),
                folder.resolve("src/NoInvoices.java").toString())).isZero();
        String name = "org/example/filters/NoInvoices.class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("extensions-jars/mine.jar")))) {
            jar.putNextEntry(new JarEntry(name));
            Files.copy(folder.resolve("src").resolve(name), jar);
        }
        james.write("conf/dotgate.ini", Page.of("docs/filters-class.md").sample("ini", "type = class"));
        james.write("mail/any.eml", "Subject: invoice\n\nPlease pay");
        String judge = "java -jar extensions-jars/dotgate.jar judge --config conf/dotgate.ini mail/ --sender ";

        assertThat(james.run(judge + "invoice@shop.test || true")).contains("refused by no-invoices: 550 5.7.1 Invoices by post, please");
        assertThat(james.run(judge + "ann@shop.test")).contains("1 message: 1 accepted");
    }

    /** The shell sample with this text, for a source tree that is here. */
    private static String commands(String part) {
        return INSTALL.sample("sh", part).replace("…/dotgate/", Page.TOP + "/");
    }
}
