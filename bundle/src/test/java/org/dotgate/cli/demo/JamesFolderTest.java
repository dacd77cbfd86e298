package org.dotgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.cli.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JamesFolderTest {
    private static final Path SAMPLES = Path.of("..", "conf-samples");

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void writeJar() throws IOException {
        jar = Files.writeString(folder.resolve("any.jar"), "the JAR");
    }

    @Test
    void samplesShouldListenOnTheGivenPortsWhenLaidOut() throws Exception {
        JamesFolder james = JamesFolder.make(folder.resolve("james"), SAMPLES, jar, 2501, 8001);

        assertThat(james.conf().resolve("smtpserver.xml")).content().contains("<bind>127.0.0.1:2501</bind>").doesNotContain("0.0.0.0");
        assertThat(james.conf().resolve("webadmin.properties")).content().contains("port=8001", "host=127.0.0.1");
    }

    @Test
    void jarAndScriptsShouldBeReadyToUseWhenLaidOut() throws Exception {
        JamesFolder james = JamesFolder.make(folder.resolve("james"), SAMPLES, jar, 2501, 8001);

        assertThat(james.root().resolve("extensions-jars/dotgate.jar")).hasContent("the JAR");
        assertThat(james.conf().resolve("filters/keep.sh")).isExecutable();
    }

    @Test
    void leftoversShouldBeGoneWhenLaidOutAnew() throws Exception {
        Path root = folder.resolve("james");
        JamesFolder.make(root, SAMPLES, jar, 2501, 8001);
        Files.writeString(root.resolve("james.log"), "of yesterday");

        JamesFolder.make(root, SAMPLES, jar, 2502, 8002);

        assertThat(root.resolve("james.log")).doesNotExist();
        assertThat(root.resolve("conf/smtpserver.xml")).content().contains("127.0.0.1:2502");
    }

    @Test
    void failureShouldNameTheSampleWhenItsPortIsNotFound() throws IOException {
        Path samples = Files.createDirectories(folder.resolve("samples"));
        Files.writeString(samples.resolve("smtpserver.xml"), "<smtpservers/>");

        assertThatThrownBy(() -> JamesFolder.make(folder.resolve("james"), samples, jar, 2501, 8001))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("smtpserver.xml in conf-samples has no '<bind>0.0.0.0:25</bind>'");
    }
}
