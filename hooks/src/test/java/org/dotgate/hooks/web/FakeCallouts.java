package org.dotgate.hooks.web;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutRecord;
import org.dotgate.callout.CalloutRecord.Attempt;
import org.dotgate.callout.CalloutResult;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProviderFigures;
import org.dotgate.store.StoreException;

/** Remembers what a test puts into it, in the order of addresses, and fails when it is told to. One thread at a time. */
public final class FakeCallouts implements Callouts {
    private static final int MOST = 1000;

    private final TreeMap<String, CalloutRecord> records = new TreeMap<>();
    private final TreeMap<String, CalloutWork> work = new TreeMap<>();
    private CalloutHealth health = new CalloutHealth(0, 0, null);
    private List<ProviderFigures> providers = List.of();
    private StoreException trouble;
    private int read;

    FakeCallouts with(String address, Answer answer, String... transcript) {
        records.put(address, new CalloutRecord(address, answer, Attempt.HARD, Stage.RCPT, "mx.example.test",
                Instant.parse("2026-11-24T10:00:00Z"), Instant.parse("2026-11-24T22:00:00Z"), "550 no such user",
                List.of(transcript)));
        return this;
    }

    public FakeCallouts with(CalloutHealth value) {
        health = value;
        return this;
    }

    FakeCallouts with(CalloutWork value) {
        work.put(value.question().address(), value);
        return this;
    }

    FakeCallouts with(List<ProviderFigures> value) {
        providers = value;
        return this;
    }

    void fail() {
        trouble = new StoreException("redis://secret@host is gone");
    }

    /** How many records lists have given. */
    int read() {
        return read;
    }

    private <T> CompletionStage<T> answer(T value) {
        return trouble == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(trouble);
    }

    @Override
    public CompletionStage<Optional<CalloutRecord>> record(String address) {
        return answer(Optional.ofNullable(records.get(address)));
    }

    @Override
    public CompletionStage<Optional<CalloutWork>> work(String address) {
        return answer(Optional.ofNullable(work.get(address)));
    }

    @Override
    public CompletionStage<Boolean> forget(String address) {
        return answer(records.remove(address) != null);
    }

    @Override
    public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit " + limit);
        }
        List<CalloutRecord> page = records.tailMap(after, false).values().stream().limit(limit).collect(Collectors.toList());
        read += page.size();
        return answer(page);
    }

    @Override
    public List<ProviderFigures> providers() {
        return providers;
    }

    @Override
    public CalloutHealth health() {
        return health;
    }

    @Override
    public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prepare(CalloutSettings settings, CalloutQuestion question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAsking(InetAddress client) {
        return false;
    }

    @Override
    public void close() {}
}
