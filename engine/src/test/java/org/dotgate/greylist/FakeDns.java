package org.dotgate.greylist;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.dns.Dns;
import org.dotgate.dns.DnsException;

/** Two zones as maps; counts questions. Answers at once, unless it is held or broken. */
final class FakeDns implements Dns {
    final Map<InetAddress, List<String>> names = new HashMap<>();
    final Map<String, List<InetAddress>> addresses = new HashMap<>();
    final List<CompletableFuture<?>> held = new ArrayList<>();
    boolean holds;
    boolean broken;
    int questions;

    FakeDns with(String address, String... hosts) {
        names.put(Given.address(address), List.of(hosts));
        return this;
    }

    FakeDns host(String host, String... all) {
        List<InetAddress> list = new ArrayList<>();
        for (String address : all) {
            list.add(Given.address(address));
        }
        addresses.put(host, list);
        return this;
    }

    private <T> CompletionStage<List<T>> answer(List<T> list) {
        questions++;
        CompletableFuture<List<T>> answer = new CompletableFuture<>();
        if (holds) {
            held.add(answer);
        } else if (broken) {
            answer.completeExceptionally(new DnsException("SERVFAIL"));
        } else {
            answer.complete(list == null ? List.of() : list);
        }
        return answer;
    }

    @Override
    public CompletionStage<List<String>> texts(String name) {
        throw new AssertionError("nobody asks for texts here");
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        return answer(addresses.get(host));
    }

    @Override
    public CompletionStage<List<String>> names(InetAddress address) {
        return answer(names.get(address));
    }

    @Override
    public CompletionStage<List<String>> exchanges(String domain) {
        throw new AssertionError("nobody asks for exchanges here");
    }
}
