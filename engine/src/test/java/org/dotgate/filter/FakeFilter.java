package org.dotgate.filter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.mail.Reply;

/** A filter whose verdict is what a test completes, and which notes what is done to it. For one message. */
final class FakeFilter implements Filter {
    /** What {@link #refuse} answers. */
    static final Reply REFUSAL = Reply.of(550, "5.7.1", "Not wanted here");

    final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    final List<Event> seen = new CopyOnWriteArrayList<>();
    final AtomicInteger cancelled = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Filter inner;
    private final boolean remembered;

    private FakeFilter(Filter inner, boolean remembered) {
        this.inner = inner;
        this.remembered = remembered;
    }

    /** One that gives no verdict until it is told. */
    static FakeFilter waiting() {
        return new FakeFilter(null, true);
    }

    /** One that gives no verdict until it is told, and whose verdict may not stand for a retry's. */
    static FakeFilter forgotten() {
        return new FakeFilter(null, false);
    }

    /** One that judges as the given filter does. */
    static FakeFilter judging(Filter inner) {
        return new FakeFilter(inner, true);
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) throws Exception {
        seen.add(transaction.event());
        cancellation.onCancel(cancelled::incrementAndGet);
        return inner == null ? verdict : inner.judge(transaction, cancellation);
    }

    @Override
    public boolean isRemembered() {
        return remembered;
    }

    boolean hasStarted() {
        return !seen.isEmpty();
    }

    boolean isCancelled() {
        return cancelled.get() > 0;
    }

    void pass() {
        verdict.complete(Verdict.pass());
    }

    void refuse() {
        verdict.complete(Verdict.fail(REFUSAL, "refused by the test"));
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
