package org.dotgate.benchmarks.james;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port James listens on, and what stands there in {@code <handlerchain>} before James's own handlers. Immutable.
 *
 * @param name of the port, for JMX and file names
 * @param address where, on the loopback address
 * @param handlers XML, or empty for James as it is
 * @param ini Dotgate's configuration for this port, or null
 */
public record Port(String name, InetSocketAddress address, String handlers, String ini) {
    static final String SLEEPING_HOOK = "org.dotgate.benchmarks.james.SleepingHook";

    /** James as it is. */
    public static Port bare() throws IOException {
        return new Port("bare", free(), "", null);
    }

    /** James with a stock hook that blocks. */
    public static Port blocking(long millis) throws IOException {
        return new Port("blocking", free(),
                "<handler class=\"" + SLEEPING_HOOK + "\"><millis>" + millis + "</millis></handler>", null);
    }

    /** James behind the gate. */
    public static Port gated(String name, String ini) throws IOException {
        String config = "<config>file://conf/" + name + ".ini</config>";
        return new Port(name, free(), "<handler class=\"org.dotgate.hooks.SessionGate\">" + config + "</handler>\n"
                + "      <handler class=\"org.dotgate.hooks.DotHook\">" + config + "</handler>", ini);
    }

    /** James behind the gate, and recipients judged at RCPT. */
    public static Port atRcpt(String name, String ini) throws IOException {
        String config = "<config>file://conf/" + name + ".ini</config>";
        return new Port(name, free(), "<handler class=\"org.dotgate.hooks.SessionGate\">" + config + "</handler>\n"
                + "      <handler class=\"org.dotgate.hooks.RecipientHook\">" + config + "</handler>", ini);
    }

    /** James behind the gate, senders verified from MAIL on, and recipients judged at RCPT. */
    public static Port verifying(String name, String ini) throws IOException {
        String config = "<config>file://conf/" + name + ".ini</config>";
        return new Port(name, free(), "<handler class=\"org.dotgate.hooks.SessionGate\">" + config + "</handler>\n"
                + "      <handler class=\"org.dotgate.hooks.SenderHook\">" + config + "</handler>\n"
                + "      <handler class=\"org.dotgate.hooks.RecipientHook\">" + config + "</handler>", ini);
    }

    /** A port nobody listens on just now. */
    public static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    String xml() {
        return """
                <smtpserver enabled="true">
                    <jmxName>%s</jmxName>
                    <bind>127.0.0.1:%d</bind>
                    <connectionBacklog>200</connectionBacklog>
                    <tls socketTLS="false" startTLS="false"/>
                    <connectiontimeout>360</connectiontimeout>
                    <connectionLimit>0</connectionLimit>
                    <connectionLimitPerIP>0</connectionLimitPerIP>
                    <auth><announce>never</announce></auth>
                    <verifyIdentity>false</verifyIdentity>
                    <maxmessagesize>0</maxmessagesize>
                    <addressBracketsEnforcement>true</addressBracketsEnforcement>
                    <smtpGreeting>Apache James</smtpGreeting>
                    <handlerchain>
                      %s
                      <handler class="org.apache.james.smtpserver.CoreCmdHandlerLoader"/>
                    </handlerchain>
                  </smtpserver>
                """.formatted(name, address.getPort(), handlers);
    }
}
