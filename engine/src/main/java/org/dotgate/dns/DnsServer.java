package org.dotgate.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.ResolverConfig;

/** Who is asked: {@code host:port}, {@code [address]:port} with an IPv6 address, or the system's resolvers. */
final class DnsServer {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    private DnsServer() {}

    /**
     * The text itself, if it is well formed.
     *
     * @throws IllegalArgumentException if it is neither empty nor of the form {@code host:port}
     */
    static String checked(String text) {
        if (!text.isEmpty()) {
            parsed(text);
        }
        return text;
    }

    /**
     * The addresses to ask, best first. May ask the system for the address of {@code host}, and wait for it.
     *
     * @throws IllegalArgumentException if there is no such server
     */
    static List<InetSocketAddress> addresses(String text) {
        if (text.isEmpty()) {
            return List.copyOf(ResolverConfig.getCurrentConfig().servers());
        }
        Matcher server = parsed(text);
        String host = server.group(1) == null ? server.group(2) : server.group(1);
        try {
            return List.of(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(server.group(3))));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host '" + host + "'", e);
        }
    }

    private static Matcher parsed(String text) {
        Matcher server = FORM.matcher(text);
        if (!server.matches() || Integer.parseInt(server.group(3)) < 1 || Integer.parseInt(server.group(3)) > 65535) {
            throw new IllegalArgumentException("'" + text + "' is not of the form host:port, such as 192.0.2.53:53 or [2001:db8::53]:53");
        }
        return server;
    }
}
