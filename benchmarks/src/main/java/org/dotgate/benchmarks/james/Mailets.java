package org.dotgate.benchmarks.james;

/**
 * What James does with accepted mail: it goes through the mailets that James has by default, up to the last one. All
 * recipients are taken for local users.
 */
public enum Mailets {
    /** The last one puts it into a mailbox, which is kept in memory. */
    DELIVER("LocalDelivery", "delivered into 1,000 mailboxes", "8g"),
    /** The last one throws it away: half of James's work is left out, and what Dotgate adds weighs the more. */
    DISCARD("Null", "thrown away before the mailbox", "2g");

    /** A sender whose mail is always thrown away: it warms James and Dotgate up, and fills no mailbox. */
    public static final String WARMER = "warmer@client.test";

    private final String last;
    private final String words;
    private final String heap;

    Mailets(String last, String words, String heap) {
        this.last = last;
        this.words = words;
        this.heap = heap;
    }

    /** The most that James may take for its heap, as {@code -Xmx} has it. */
    public String heap() {
        return heap;
    }

    String xml() {
        return """
                <mailetcontainer enableJmx="false">
                  <context><postmaster>postmaster@dotgate.test</postmaster></context>
                  <spooler><threads>4</threads><errorRepository>memory://var/mail/error/</errorRepository></spooler>
                  <processors>
                    <processor state="root" enableJmx="false">
                      <mailet match="All" class="PostmasterAlias"/>
                      <mailet match="RelayLimit=30" class="Null"/>
                      <mailet match="All" class="ToProcessor"><processor>transport</processor></mailet>
                    </processor>
                    <processor state="transport" enableJmx="false">
                      <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                      <mailet match="All" class="RecipientRewriteTable"/>
                      <mailet match="SenderIs=%s" class="Null"/>
                      <mailet match="All" class="%s"/>
                    </processor>
                    <processor state="error" enableJmx="false">
                      <mailet match="All" class="ToRepository">
                        <repositoryPath>memory://var/mail/error/</repositoryPath>
                      </mailet>
                    </processor>
                  </processors>
                </mailetcontainer>
                """.formatted(WARMER, last);
    }

    @Override
    public String toString() {
        return words;
    }
}
