package org.dotgate.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The part of a James conf/ that all tests share. */
final class JamesConf {
    /** One spooler thread: what was queued first is delivered first. */
    private static final String MAILETCONTAINER = """
            <mailetcontainer enableJmx="false">
              <context><postmaster>postmaster@dotgate.test</postmaster></context>
              <spooler><threads>1</threads><errorRepository>memory://var/mail/error/</errorRepository></spooler>
              <processors enableJmx="false">
                <processor state="root" enableJmx="false">
                  <!-- further mailets -->
                  <mailet match="All" class="ToRepository">
                    <repositoryPath>memory://var/mail/delivered/</repositoryPath>
                  </mailet>
                </processor>
                <processor state="error" enableJmx="false">
                  <mailet match="All" class="ToRepository">
                    <repositoryPath>memory://var/mail/error/</repositoryPath>
                  </mailet>
                </processor>
                <processor state="transport" enableJmx="false">
                  <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                  <mailet match="All" class="Null"/>
                </processor>
              </processors>
            </mailetcontainer>
            """;

    private static final Map<String, String> FILES = Map.of(
            "mailetcontainer.xml", MAILETCONTAINER,
            "mailrepositorystore.xml", """
                    <mailrepositorystore>
                      <defaultProtocol>memory</defaultProtocol>
                      <mailrepositories>
                        <mailrepository class="org.apache.james.mailrepository.memory.MemoryMailRepository">
                          <protocols><protocol>memory</protocol></protocols>
                        </mailrepository>
                      </mailrepositories>
                    </mailrepositorystore>
                    """,
            "domainlist.xml", """
                    <domainlist>
                      <autodetect>false</autodetect>
                      <autodetectIP>false</autodetectIP>
                      <defaultDomain>dotgate.test</defaultDomain>
                    </domainlist>
                    """,
            "usersrepository.xml", """
                    <usersrepository name="LocalUsers">
                      <algorithm>SHA-512</algorithm>
                      <enableVirtualHosting>true</enableVirtualHosting>
                    </usersrepository>
                    """,
            "dnsservice.xml", """
                    <dnsservice>
                      <autodiscover>false</autodiscover>
                      <servers><server>127.0.0.1</server></servers>
                    </dnsservice>
                    """,
            "recipientrewritetable.xml", "<recipientrewritetable/>\n",
            "listeners.xml", "<listeners/>\n",
            "jmx.properties", "jmx.enabled=false\n",
            "webadmin.properties", "enabled=false\n");

    private JamesConf() {}

    /** @param mailets further ones, before the one that delivers */
    static void write(Path conf, String mailets) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(conf.resolve(file.getKey()), file.getValue().replace("<!-- further mailets -->", mailets));
        }
    }
}
