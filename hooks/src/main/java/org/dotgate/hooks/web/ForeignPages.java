package org.dotgate.hooks.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
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
 *       the address, or follows a link to look. Programs may say {@code none} too, as no script can.
 *   <li>{@code Origin}, where there is no such header: it must be the host that was asked.
 *   <li>A stranger's name that points to our address makes his origin the same as ours (DNS rebinding), and over plain HTTP his
 *       browser says nothing else. So there, {@code Host} must be a name that no stranger can own, or one of those that
 *       {@code [dotgate] webadmin-names} has. This does not depend on which address was reached: in a container James sees
 *       another one than the browser does. Over TLS the certificate has shown whose the name is.
 * </ul>
 * Spark takes {@code Host} and scheme from headers that are meant for proxies and that a script can write, so where these
 * decide there must be none of them.
 *
 * <p>Thread-safe.
 */
final class ForeignPages implements Filter {
    private static final List<String> REPLACE_HOST = List.of("Forwarded", "X-Forwarded-Host", "X-Forwarded-Server", "X-Forwarded-Port");
    private static final List<String> REPLACE_SCHEME = List.of("Forwarded", "X-Forwarded-Proto", "X-Proxied-Https");

    private final Supplier<Set<String>> names;

    /** @param names in lower case, that no stranger owns all the same */
    ForeignPages(Supplier<Set<String>> names) {
        this.names = names;
    }

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
        if (origin != null && !(hasNone(request, REPLACE_HOST) && hostOf(origin).equalsIgnoreCase(host(request)))) {
            throw Errors.forbidden("a page of another origin may not ask this; behind a proxy, the page needs https");
        }
        if (isOverTls(request)) {
            return;
        }
        if (!hasNone(request, REPLACE_HOST)) {
            throw Errors.forbidden("without https, a proxy must pass Host on, and say nothing else of whom it was asked for, such as"
                    + " X-Forwarded-Host");
        }
        if (!isOurs(nameOf(host(request)))) {
            throw Errors.forbidden("without https, ask for this by address, as localhost, or by a name that [dotgate] webadmin-names"
                    + " of dotgate.ini has: another name with a dot could be anybody's");
        }
    }

    /** Whether a person follows a link, in a window of its own, whose content the page with the link does not see. */
    private static boolean looksOnly(Request request) {
        return request.requestMethod().equals("GET") && "navigate".equals(request.headers("Sec-Fetch-Mode"))
                && "document".equals(request.headers("Sec-Fetch-Dest"));
    }

    private static boolean hasNone(Request request, List<String> headers) {
        return headers.stream().allMatch(name -> request.headers(name) == null);
    }

    private static boolean isOverTls(Request request) {
        return request.raw().isSecure() && hasNone(request, REPLACE_SCHEME);
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

    private boolean isOurs(String name) {
        return cannotBeAStrangers(name) || names.get().contains(name);
    }

    /** An address, {@code localhost} or a name of one label: none of them is to be had from a registry of names. */
    private static boolean cannotBeAStrangers(String name) {
        return name.startsWith("[") || name.matches("[0-9.]+") || name.indexOf('.') < 0 || name.endsWith(".localhost");
    }
}
