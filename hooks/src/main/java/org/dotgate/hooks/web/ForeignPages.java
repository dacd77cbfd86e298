package org.dotgate.hooks.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import spark.Filter;
import spark.Request;
import spark.Response;

/**
 * Refuses what a stranger's web page has an operator's browser ask. Without James's authentication whoever reaches WebAdmin
 * may use it, and the operator's browser reaches it whatever page it shows. WebAdmin itself does not help: it lets pages of
 * every origin read its answers unless {@code cors.origin} says otherwise, and allows every header that they want to send.
 *
 * <p>Browsers say where a request comes from, and no script can change that:
 * <ul>
 *   <li>{@code Sec-Fetch-Site}, over TLS and to this machine: only the page's own origin gets an answer, or a person who typed
 *       the address, or follows a link to look.
 *   <li>{@code Origin}, where there is no such header: it must be the host that was asked.
 *   <li>A stranger's name that points to 127.0.0.1 makes his origin the same as ours (DNS rebinding), and his browser knows no
 *       {@code Sec-Fetch-Site} then. So over loopback, {@code Host} must be a name that no stranger can own.
 * </ul>
 * A command line says none of it, and is served. Spark takes {@code Host} from headers that are meant for proxies and that a
 * script can write, so where {@code Host} decides there must be none of them.
 *
 * <p>Thread-safe.
 */
final class ForeignPages implements Filter {
    private static final List<String> REPLACE_HOST = List.of("Forwarded", "X-Forwarded-Host", "X-Forwarded-Server", "X-Forwarded-Port");

    @Override
    public void handle(Request request, Response response) {
        String site = request.headers("Sec-Fetch-Site");
        if (site != null) {
            boolean own = site.equals("same-origin") || site.equals("none");
            if (!own && !looksOnly(request)) {
                throw Errors.forbidden("a page of another origin may not ask this");
            }
            return;
        }
        String origin = request.headers("Origin");
        if (origin != null && !(hostIsAsSent(request) && hostOf(origin).equalsIgnoreCase(host(request)))) {
            throw Errors.forbidden("a page of another origin may not ask this; behind a proxy, the page needs https");
        }
        if (overLoopback(request) && !(hostIsAsSent(request) && cannotBeAStrangers(nameOf(host(request))))) {
            throw Errors.forbidden("over loopback, WebAdmin is to be asked for as localhost: a name with dots could be anybody's");
        }
    }

    /** Whether a person follows a link, in a window of its own, whose content the page with the link does not see. */
    private static boolean looksOnly(Request request) {
        return request.requestMethod().equals("GET") && "navigate".equals(request.headers("Sec-Fetch-Mode"))
                && "document".equals(request.headers("Sec-Fetch-Dest"));
    }

    private static boolean hostIsAsSent(Request request) {
        return REPLACE_HOST.stream().allMatch(name -> request.headers(name) == null);
    }

    private static String host(Request request) {
        String host = request.headers("Host");
        return host == null ? "" : host;
    }

    /** {@code http://name:port} without its scheme; {@code null}, which browsers send instead of some origins, is nobody's host. */
    private static String hostOf(String origin) {
        int scheme = origin.indexOf("://");
        return scheme < 0 ? "/" : origin.substring(scheme + 3);
    }

    private static String nameOf(String host) {
        int port = host.lastIndexOf(':');
        return (port > host.lastIndexOf(']') ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }

    /** By our end of the connection: what the other end is called, a header may have said. */
    private static boolean overLoopback(Request request) {
        try {
            return InetAddress.getByName(request.raw().getLocalAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // the server gives an address, never a name to be looked up; what is none is not loopback
            return false;
        }
    }

    /** An address, {@code localhost} or a name of one label: none of them is to be had from a registry of names. */
    private static boolean cannotBeAStrangers(String name) {
        return name.startsWith("[") || name.matches("[0-9.]+") || name.indexOf('.') < 0 || name.endsWith(".localhost");
    }
}
