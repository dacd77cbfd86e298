package org.dotgate.benchmarks.james;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.dotgate.benchmarks.files.TemporaryFolder;

/**
 * A James working directory for measuring, with SMTP only. To be removed by closing it.
 */
final class JamesFolder implements AutoCloseable {
    private static final String OFF = "enabled=false\n";

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("mailrepositorystore.xml", """
                    <mailrepositorystore>
                      <defaultProtocol>memory</defaultProtocol>
                      <mailrepositories>
                        <mailrepository class="org.apache.james.mailrepository.memory.MemoryMailRepository">
                          <protocols><protocol>memory</protocol></protocols>
                        </mailrepository>
                      </mailrepositories>
                    </mailrepositorystore>
                    """),
            Map.entry("domainlist.xml", """
                    <domainlist>
                      <autodetect>false</autodetect>
                      <autodetectIP>false</autodetectIP>
                      <defaultDomain>dotgate.test</defaultDomain>
                    </domainlist>
                    """),
            Map.entry("usersrepository.xml", """
                    <usersrepository name="LocalUsers">
                      <algorithm>SHA-512</algorithm>
                      <enableVirtualHosting>true</enableVirtualHosting>
                    </usersrepository>
                    """),
            Map.entry("dnsservice.xml", """
                    <dnsservice>
                      <autodiscover>false</autodiscover>
                      <servers><server>127.0.0.1</server></servers>
                    </dnsservice>
                    """),
            Map.entry("logback.xml", """
                    <configuration>
                      <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                        <file>${working.directory}/james.log</file>
                        <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{36} - %msg%n%rEx</pattern></encoder>
                      </appender>
                      <root level="WARN"><appender-ref ref="FILE"/></root>
                      <logger name="org.apache.james" level="INFO"/>
                      <logger name="org.dotgate" level="INFO"/>
                    </configuration>
                    """),
            Map.entry("recipientrewritetable.xml", "<recipientrewritetable/>\n"),
            Map.entry("listeners.xml", "<listeners/>\n"),
            Map.entry("imapserver.xml", "<imapservers/>\n"),
            Map.entry("pop3server.xml", "<pop3servers/>\n"),
            Map.entry("lmtpserver.xml", "<lmtpservers/>\n"),
            Map.entry("managesieveserver.xml", "<managesieveservers/>\n"),
            Map.entry("jmap.properties", OFF),
            Map.entry("webadmin.properties", OFF),
            Map.entry("jmx.properties", "jmx.enabled=false\n"));

    private final TemporaryFolder temporary;
    private final Path root;

    private JamesFolder(TemporaryFolder temporary) {
        this.temporary = temporary;
        this.root = temporary.path();
    }

    /**
     * Lays it out in a new temporary folder.
     *
     * @param jar Dotgate's, to be dropped into {@code extensions-jars}
     * @param files further files, by their path below the root
     */
    static JamesFolder make(Path jar, Mailets mailets, List<Port> ports, Map<String, String> files) throws IOException {
        JamesFolder folder = new JamesFolder(TemporaryFolder.make());
        Path conf = Files.createDirectories(folder.root.resolve("conf"));
        Path extensions = Files.createDirectories(folder.root.resolve("extensions-jars"));
        Files.createDirectories(folder.root.resolve("var"));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(conf.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(conf.resolve("mailetcontainer.xml"), mailets.xml());
        StringBuilder servers = new StringBuilder("<smtpservers>\n");
        for (Port port : ports) {
            servers.append(port.xml());
            if (port.ini() != null) {
                Files.writeString(conf.resolve(port.name() + ".ini"), port.ini());
            }
        }
        Files.writeString(conf.resolve("smtpserver.xml"), servers.append("</smtpservers>\n"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.root.resolve(file.getKey()), file.getValue());
        }
        Files.copy(jar, extensions.resolve("dotgate.jar"));
        writeHook(extensions.resolve("sleeping-hook.jar"));
        return folder;
    }

    private static void writeHook(Path jar) throws IOException {
        String name = Port.SLEEPING_HOOK.replace('.', '/') + ".class";
        // as a resource: loaded, it would ask for classes that only James's process has
        try (InputStream hook = JamesFolder.class.getClassLoader().getResourceAsStream(name);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name));
            hook.transferTo(out);
            out.closeEntry();
        }
    }

    Path root() {
        return root;
    }

    Path log() {
        return root.resolve("james.log");
    }

    @Override
    public void close() throws IOException {
        temporary.close();
    }
}
