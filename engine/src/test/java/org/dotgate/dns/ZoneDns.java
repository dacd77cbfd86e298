package org.dotgate.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.xbill.DNS.ReverseMap;

/**
 * A {@link Dns} that answers out of a {@link Zone} at once, without sockets. Names can be made to fail, and to stay
 * unanswered until {@link #release}. Thread-safe.
 */
public final class ZoneDns implements Dns {
    private final Zone zone;
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<Runnable, String> waiting = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    public ZoneDns(Zone zone) {
        this.zone = zone;
    }

    public static ZoneDns of(Map<String, List<String>> records) {
        return new ZoneDns(Zone.of(records));
    }

    public Zone zone() {
        return zone;
    }

    /** Questions about this name have no answer from now on. */
    public ZoneDns fail(String name) {
        broken.add(name);
        return this;
    }

    /** Questions about this name are answered no earlier than {@link #release}. */
    public ZoneDns hold(String name) {
        held.add(name);
        return this;
    }

    /** Answers on this thread what has been held. */
    public void release() {
        held.clear();
        List<Runnable> due = new ArrayList<>(waiting.keySet());
        waiting.keySet().removeAll(due);
        due.forEach(Runnable::run);
    }

    /** What was asked, such as {@code example.test TXT}, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public CompletionStage<List<String>> texts(String name) {
        return answer(name, "TXT", end -> zone.at(end, "TXT"));
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        return answer(host, "A AAAA", end -> {
            List<InetAddress> all = new ArrayList<>();
            zone.at(end, "A").forEach(address -> all.add(Zone.address(address)));
            zone.at(end, "AAAA").forEach(address -> all.add(Zone.address(address)));
            return all;
        });
    }

    @Override
    public CompletionStage<List<String>> names(InetAddress address) {
        String name = ReverseMap.fromAddress(address).toString(true);
        return answer(name, "PTR", end -> zone.at(end, "PTR"));
    }

    @Override
    public CompletionStage<List<String>> exchanges(String domain) {
        return answer(domain, "MX", end -> zone.at(end, "MX").stream()
                .sorted(Comparator.comparingInt(mx -> Integer.parseInt(mx.split(" ")[0])))
                .map(mx -> mx.split(" ")[1]).map(mx -> mx.equals(".") ? "" : mx)
                .collect(Collectors.toList()));
    }

    private interface Reader<T> {
        List<T> at(String name);
    }

    private <T> CompletionStage<List<T>> answer(String name, String type, Reader<T> reader) {
        String key = name.toLowerCase(Locale.ROOT);
        asked.add(key + " " + type);
        CompletableFuture<List<T>> answer = new CompletableFuture<>();
        Runnable answering = () -> complete(answer, key, reader);
        if (held.contains(key)) {
            waiting.put(answering, key);
        } else {
            answering.run();
        }
        return answer;
    }

    private <T> void complete(CompletableFuture<List<T>> answer, String name, Reader<T> reader) {
        String end = name;
        Set<String> seen = new HashSet<>();
        while (!zone.at(end, "CNAME").isEmpty() && seen.add(end)) {
            end = zone.at(end, "CNAME").get(0);
        }
        if (broken.contains(name) || seen.contains(end)) {
            answer.completeExceptionally(new DnsException(name + ": no answer"));
        } else {
            answer.complete(List.copyOf(reader.at(end)));
        }
    }
}
