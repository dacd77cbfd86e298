package org.dotgate.callout.route;

import java.net.IDN;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.callout.route.HostAddresses.Lack;
import org.dotgate.dns.Dns;
import org.dotgate.time.Timer;

/**
 * The way to a domain's mail exchangers, as DNS tells it (RFC 5321, section 5.1): its MXs in their order, or where there is
 * none the domain itself; nobody for a null MX (RFC 7505). The hosts' addresses are asked for all at once. Bounded are the
 * hosts ({@value #MAX_HOSTS}), the addresses of each ({@value #MAX_ADDRESSES}) and all together ({@value #MAX_TARGETS}), where
 * every host keeps its first one before any gets a second. An address counts once, however many names lead to it.
 *
 * <p>Names that are addresses, such as {@code 192.0.2.1}, are nobody's (RFC 5321 wants a name in an MX), and are left out as
 * hosts in special networks are; {@code localhost} is this machine, whatever DNS says (RFC 6761, section 6.3). Thread-safe.
 */
public final class DnsRoutes implements Routes {
    static final int MAX_HOSTS = 8;
    static final int MAX_ADDRESSES = 4;
    static final int MAX_TARGETS = 12;

    /** Together with SPF and DKIM within what the resolver takes; a question for addresses is two to it. */
    private static final int MAX_OPEN = 300;
    private static final int MAX_WAITING = 50_000;
    private static final int MAX_NAME = 254;
    private static final int MAX_REASONS = 3;
    /** There is no numeric top-level domain (RFC 3696, section 2), and there are readers for whom these are addresses. */
    private static final Pattern ADDRESS = Pattern.compile("\\[.*|.*:.*|(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern LOCALHOST = Pattern.compile("(?:.*\\.)?localhost");

    private final Dns dns;
    private final PublicAddresses publicAddresses;
    private final Questions questions = new Questions(MAX_OPEN, MAX_WAITING);

    public DnsRoutes(Dns dns, Timer timer) {
        this(dns, OwnAddresses.ofThisMachine(timer));
    }

    DnsRoutes(Dns dns, OwnAddresses own) {
        this.dns = dns;
        this.publicAddresses = new PublicAddresses(own);
    }

    @Override
    public boolean mayConnect(InetAddress address, boolean allowPrivate) {
        return publicAddresses.objection(address, allowPrivate).isEmpty();
    }

    @Override
    public CompletionStage<Route> find(String domain, boolean allowPrivate) {
        if (domain.length() > MAX_NAME) {
            return nowhere(Route.Kind.UNROUTABLE, "no domain has so long a name");
        }
        String name = name(domain);
        if (name.isEmpty() || ADDRESS.matcher(name).matches()) {
            return nowhere(Route.Kind.UNKNOWN, "'" + domain + "' is no domain");
        }
        return questions.ask(() -> dns.exchanges(name)).handle((exchanges, failure) -> failure == null
                ? find(name, exchanges, allowPrivate)
                : nowhere(Route.Kind.UNKNOWN, "no mail exchangers are known: " + reason(failure)))
                .thenCompose(route -> route);
    }

    /** As DNS has it; empty if that is impossible. */
    private static String name(String domain) {
        String name = domain;
        if (!domain.chars().allMatch(c -> c < 0x80)) {
            try {
                name = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
        return host(name);
    }

    private static String host(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private CompletionStage<Route> find(String domain, List<String> exchanges, boolean allowPrivate) {
        if (exchanges.equals(List.of(""))) {
            return nowhere(Route.Kind.UNROUTABLE, domain + " takes no mail: it has a null MX");
        }
        Set<String> all = new LinkedHashSet<>();
        exchanges.forEach(exchange -> all.add(host(exchange)));
        all.remove("");
        if (exchanges.isEmpty()) {
            all.add(domain);
        }
        List<CompletableFuture<HostAddresses>> hosts = all.stream().limit(MAX_HOSTS)
                .map(host -> resolve(host, allowPrivate)).collect(Collectors.toList());
        return CompletableFuture.allOf(hosts.toArray(new CompletableFuture<?>[0])).thenApply(done -> {
            List<HostAddresses> resolved = hosts.stream().map(CompletableFuture::join).collect(Collectors.toList());
            List<Target> targets = targets(resolved);
            return targets.isEmpty() ? lacking(domain, resolved, exchanges.isEmpty(), all.size()) : Route.to(targets);
        });
    }

    private CompletableFuture<HostAddresses> resolve(String host, boolean allowPrivate) {
        if (host.equals(Dns.NO_HOST)) {
            return CompletableFuture.completedFuture(HostAddresses.leftOut(host, "no mail exchanger has a name that a host can have"));
        }
        if (ADDRESS.matcher(host).matches()) {
            return CompletableFuture.completedFuture(HostAddresses.leftOut(host, "'" + host + "' is no name of a mail exchanger"));
        }
        if (!allowPrivate && LOCALHOST.matcher(host).matches()) {
            return CompletableFuture.completedFuture(HostAddresses.leftOut(host, host + " is this machine, which is not asked"));
        }
        return questions.ask(() -> dns.addresses(host)).handle((addresses, failure) -> failure == null
                ? HostAddresses.of(host, addresses, address -> publicAddresses.objection(address, allowPrivate), MAX_ADDRESSES)
                : HostAddresses.noAnswer(host, "the address of " + host + " is not known: " + reason(failure)))
                .toCompletableFuture();
    }

    /** In the hosts' order; how many each may have grows by turns until all are there, or the bound is reached. */
    private static List<Target> targets(List<HostAddresses> hosts) {
        List<List<Target>> byHost = new ArrayList<>();
        Set<InetAddress> seen = new HashSet<>();
        hosts.forEach(host -> byHost.add(host.addresses().stream().filter(seen::add)
                .map(address -> new Target(host.host(), address)).collect(Collectors.toList())));
        int[] kept = new int[byHost.size()];
        int total = 0;
        for (int turn = 0; turn < MAX_ADDRESSES; turn++) {
            for (int i = 0; i < kept.length && total < MAX_TARGETS; i++) {
                if (byHost.get(i).size() > turn) {
                    kept[i]++;
                    total++;
                }
            }
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            targets.addAll(byHost.get(i).subList(0, kept[i]));
        }
        return targets;
    }

    /** Only what DNS says of every host is the domain's fault. */
    private static Route lacking(String domain, List<HostAddresses> hosts, boolean implicit, int named) {
        List<String> unclear = hosts.stream().filter(host -> host.lack() != Lack.NO_ADDRESS)
                .map(HostAddresses::reason).limit(MAX_REASONS).collect(Collectors.toList());
        if (!unclear.isEmpty()) {
            return Route.nowhere(Route.Kind.UNKNOWN, String.join("; ", unclear));
        }
        if (named > hosts.size()) {
            return Route.nowhere(Route.Kind.UNKNOWN,
                    "the first " + hosts.size() + " of " + named + " mail exchangers have no address");
        }
        String said = implicit ? domain + " has neither MX nor address" : hosts.stream().map(HostAddresses::reason)
                .limit(MAX_REASONS).collect(Collectors.joining("; "));
        return Route.nowhere(Route.Kind.UNROUTABLE, said);
    }

    private static CompletionStage<Route> nowhere(Route.Kind kind, String reason) {
        return CompletableFuture.completedFuture(Route.nowhere(kind, reason));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }
}
