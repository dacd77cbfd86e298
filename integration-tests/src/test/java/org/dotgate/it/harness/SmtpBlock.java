package org.dotgate.it.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * One {@code <smtpserver>} of a smtpserver.xml: a port of its own, a handler chain of its own, and, if it is gated, a
 * dotgate.ini of its own. Belongs to the test that sets it up.
 */
public final class SmtpBlock {
    private static final String GATE = "org.dotgate.hooks.SessionGate";
    private static final String SENDER_HOOK = "org.dotgate.hooks.SenderHook";
    private static final String RECIPIENT_HOOK = "org.dotgate.hooks.RecipientHook";
    private static final String DOT_HOOK = "org.dotgate.hooks.DotHook";

    private final String name;
    private final List<String> handlers = new ArrayList<>();
    private String ini;
    private String authorized = "192.0.2.0/24";
    private String announceAuth = "never";
    private String maxMessageSize = "0";
    private String socketTls = "false";
    private String startTls = "false";
    private String proxyRequired = "false";
    private int port;

    private SmtpBlock(String name) {
        this.name = name;
    }

    /** James as it comes, without Dotgate. */
    public static SmtpBlock stock(String name) {
        return new SmtpBlock(name).handler("org.apache.james.smtpserver.fastfail.ValidRcptHandler");
    }

    /** The chain that the documentation shows, with this dotgate.ini. */
    public static SmtpBlock gated(String name, String ini) {
        SmtpBlock block = new SmtpBlock(name);
        block.ini = ini;
        return block.handlerReading(GATE, "conf/" + name + ".ini")
                .senderHook()
                .handler("org.apache.james.smtpserver.fastfail.ValidRcptHandler")
                .recipientHook()
                .dotHook();
    }

    /** A chain in which only James's core handlers are set. */
    public static SmtpBlock bare(String name) {
        return new SmtpBlock(name);
    }

    /** Adds a handler before James's core ones. */
    public SmtpBlock handler(String className) {
        handlers.add("<handler class=\"" + className + "\"/>");
        return this;
    }

    /** Adds a handler that reads a configuration file other than conf/dotgate.ini. */
    public SmtpBlock handlerReading(String className, String file) {
        handlers.add("<handler class=\"" + className + "\"><config>file://" + file + "</config></handler>");
        return this;
    }

    /** Adds Dotgate's gate, reading conf/dotgate.ini. */
    public SmtpBlock gate() {
        return handler(GATE);
    }

    /** Adds Dotgate's hook at MAIL. */
    public SmtpBlock senderHook() {
        return handler(SENDER_HOOK);
    }

    /** Adds Dotgate's hook at RCPT. */
    public SmtpBlock recipientHook() {
        return handler(RECIPIENT_HOOK);
    }

    /** Adds Dotgate's hook at the dot. */
    public SmtpBlock dotHook() {
        return handler(DOT_HOOK);
    }

    /** Counts clients of loopback among those that may relay. */
    public SmtpBlock relaying() {
        return relaying("127.0.0.0/8");
    }

    /** Counts clients of this network among those that may relay. */
    public SmtpBlock relaying(String network) {
        authorized = network;
        return this;
    }

    /** Offers AUTH. */
    public SmtpBlock authenticating() {
        announceAuth = "always";
        return this;
    }

    /** Refuses messages above so many KiB. */
    public SmtpBlock maxMessageKib(int kib) {
        maxMessageSize = Integer.toString(kib);
        return this;
    }

    /** Offers STARTTLS. */
    public SmtpBlock offeringStartTls() {
        startTls = "true";
        return this;
    }

    /** Begins with TLS. */
    public SmtpBlock implicitTls() {
        socketTls = "true";
        return this;
    }

    /** Wants every connection to begin with the PROXY protocol. */
    public SmtpBlock behindProxy() {
        proxyRequired = "true";
        return this;
    }

    /** Listens there instead of on any free port. */
    public SmtpBlock port(int number) {
        port = number;
        return this;
    }

    String name() {
        return name;
    }

    String ini() {
        return ini;
    }

    /** @param jmxName must differ between all servers of a JVM */
    String xml(String jmxName) {
        return "  <smtpserver enabled=\"true\">\n"
                + "    <jmxName>" + jmxName + "</jmxName>\n"
                + "    <bind>127.0.0.1:" + port + "</bind>\n"
                + "    <connectionBacklog>1000</connectionBacklog>\n"
                + "    <tls socketTLS=\"" + socketTls + "\" startTLS=\"" + startTls + "\">\n"
                + "      <keystore>file://conf/keystore</keystore>\n"
                + "      <keystoreType>PKCS12</keystoreType>\n"
                + "      <secret>" + TestTls.PASSWORD + "</secret>\n"
                + "    </tls>\n"
                + "    <helloName autodetect=\"false\">mx.dotgate.test</helloName>\n"
                + "    <connectiontimeout>360</connectiontimeout>\n"
                + "    <auth><announce>" + announceAuth + "</announce><requireSSL>false</requireSSL></auth>\n"
                + "    <authorizedAddresses>" + authorized + "</authorizedAddresses>\n"
                + "    <verifyIdentity>false</verifyIdentity>\n"
                + "    <maxmessagesize>" + maxMessageSize + "</maxmessagesize>\n"
                + "    <proxyRequired>" + proxyRequired + "</proxyRequired>\n"
                + "    <gracefulShutdown>false</gracefulShutdown>\n"
                + "    <handlerchain>\n      " + String.join("\n      ", handlers) + "\n"
                + "      <handler class=\"org.apache.james.smtpserver.CoreCmdHandlerLoader\"/>\n"
                + "    </handlerchain>\n"
                + "  </smtpserver>\n";
    }
}
