package org.dotgate.benchmarks.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JamesFolderTest {
    private static final String INI = "[dot]\nrun =\n";

    @TempDir
    private Path temp;

    @Test
    void makeShouldGivePortsTheirHandlersWhenTheyDiffer() throws Exception {
        Path jar = Files.writeString(temp.resolve("dotgate.jar"), "a jar");
        List<Port> ports = List.of(Port.bare(), Port.gated("parked", INI), Port.blocking(4000), Port.atRcpt("rcpt", INI));
        try (JamesFolder folder = JamesFolder.make(jar, Mailets.DISCARD, ports, Map.of("conf/list.txt", "word"))) {
            NodeList servers = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(folder.root().resolve("conf/smtpserver.xml").toFile())
                    .getElementsByTagName("smtpserver");

            assertThat(servers.getLength()).isEqualTo(4);
            assertThat(handlers(servers, 0)).hasSize(1);
            assertThat(handlers(servers, 1))
                    .startsWith("org.dotgate.hooks.SessionGate", "org.dotgate.hooks.DotHook")
                    .hasSize(3);
            assertThat(handlers(servers, 2)).startsWith(SleepingHook.class.getName()).hasSize(2);
            assertThat(handlers(servers, 3))
                    .startsWith("org.dotgate.hooks.SessionGate", "org.dotgate.hooks.RecipientHook")
                    .hasSize(3);
            assertThat(folder.root().resolve("conf/parked.ini")).hasContent(INI);
            assertThat(folder.root().resolve("conf/list.txt")).hasContent("word");
            try (JarFile hook = new JarFile(folder.root().resolve("extensions-jars/sleeping-hook.jar").toFile())) {
                assertThat(hook.getEntry("org/dotgate/benchmarks/james/SleepingHook.class")).isNotNull();
            }
        }
    }

    private static List<String> handlers(NodeList servers, int index) {
        NodeList handlers = ((Element) servers.item(index)).getElementsByTagName("handler");
        return IntStream.range(0, handlers.getLength())
                .mapToObj(i -> ((Element) handlers.item(i)).getAttribute("class"))
                .toList();
    }

    @Test
    void closeShouldLeaveNothingBehindWhenJamesWroteMore() throws Exception {
        Path jar = Files.writeString(temp.resolve("dotgate.jar"), "a jar");
        JamesFolder folder = JamesFolder.make(jar, Mailets.DISCARD, List.of(Port.bare()), Map.of());
        Files.writeString(Files.createDirectories(folder.root().resolve("var/deep")).resolve("file"), "x");

        folder.close();

        assertThat(folder.root()).doesNotExist();
    }
}
