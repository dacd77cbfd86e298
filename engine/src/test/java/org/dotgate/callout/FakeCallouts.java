package org.dotgate.callout;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;

/** Call-outs whose answers a test gives. Knows at once what it is told to; else a question stays open. */
public final class FakeCallouts implements Callouts {
    /** What is in memory. */
    public final Map<String, CalloutResult> memory = new HashMap<>();
    /** The questions that were asked, by address. */
    public final Map<String, CompletableFuture<CalloutResult>> open = new HashMap<>();
    /** What was asked with soft time-outs, in order: address and helo. */
    public final List<String> asked = new ArrayList<>();
    /** What was prepared, in order. */
    public final List<String> prepared = new ArrayList<>();
    /** Clients that are being asked. */
    public final Set<InetAddress> asking = new HashSet<>();
    /** What memory says in place of itself, if it is not there at once. */
    public CompletableFuture<Optional<CalloutResult>> recalling;
    /** What asking fails with. */
    public RuntimeException failure;

    public FakeCallouts knows(String address, Answer answer) {
        memory.put(address, CalloutResult.known(answer, "test"));
        return this;
    }

    @Override
    public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within) {
        if (failure != null) {
            throw failure;
        }
        asked.add(question.address() + " as " + question.helo());
        return open.computeIfAbsent(question.address(), address -> new CompletableFuture<>()).copy();
    }

    @Override
    public CompletableFuture<Optional<CalloutResult>> recall(CalloutSettings settings, CalloutQuestion question) {
        return recalling != null
                ? recalling
                : CompletableFuture.completedFuture(Optional.ofNullable(memory.get(question.address())));
    }

    @Override
    public void prepare(CalloutSettings settings, CalloutQuestion question) {
        prepared.add(question.address());
    }

    @Override
    public boolean isAsking(InetAddress client) {
        return asking.contains(client);
    }

    @Override
    public CompletionStage<Optional<CalloutRecord>> record(String address) {
        throw new AssertionError("nobody asks for records here");
    }

    @Override
    public CompletionStage<Boolean> forget(String address) {
        throw new AssertionError("nobody forgets here");
    }

    @Override
    public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        throw new AssertionError("nobody lists here");
    }

    @Override
    public CalloutHealth health() {
        return new CalloutHealth(open.size(), prepared.size(), null);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
