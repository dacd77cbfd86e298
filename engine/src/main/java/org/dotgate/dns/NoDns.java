package org.dotgate.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A resolver that has no answer to anything, for where none is to be asked. Immutable. */
public enum NoDns implements Dns {
    INSTANCE;

    private static <T> CompletionStage<T> unknown() {
        return CompletableFuture.failedFuture(new DnsException("no DNS is asked here"));
    }

    @Override
    public CompletionStage<List<String>> texts(String name) {
        return unknown();
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        return unknown();
    }

    @Override
    public CompletionStage<List<String>> names(InetAddress address) {
        return unknown();
    }

    @Override
    public CompletionStage<List<String>> exchanges(String domain) {
        return unknown();
    }
}
