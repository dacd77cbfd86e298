package org.dotgate.callout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.time.Timer;

/**
 * The queue of a process that makes hard attempts itself: in memory by the time they are due, and in the store's table
 * {@value #TABLE} as {@link WorkText}, so that it is taken up again after a restart. Several processes may have the same work in
 * memory; who is about to do some looks whether it is still there, and {@linkplain Claims claims} it. Work that the store does
 * not take is in memory only.
 *
 * <p>Bounded: with {@value #MOST} pieces in memory more are refused; what the store has beyond that is taken up when there is
 * room. Thread-safe: its lock is the object itself, never held while calling out.
 */
final class StoreQueue implements CalloutQueue {
    static final String TABLE = "callout-work";
    /** How many pieces of work are in memory at most. */
    static final int MOST = 50_000;
    /** Work that nobody has done by then is given up. */
    static final Duration LONGEST = Duration.ofDays(2);

    private static final int PAGE = 500;

    private final Store store;
    private final Timer timer;
    private final StoreTrouble trouble;
    private final int most;
    private final Map<String, Item> items = new HashMap<>();
    private final TreeSet<Item> waiting =
            new TreeSet<>(Comparator.<Item, Instant>comparing(item -> item.work.due()).thenComparing(item -> item.work.key()));
    private Runnable arrival = () -> {};
    private boolean closed;

    StoreQueue(Store store, Timer timer, StoreTrouble trouble, int most) {
        this.store = store;
        this.timer = timer;
        this.trouble = trouble;
        this.most = most;
    }

    /**
     * Has an action called whenever some work is put off or taken up: short, on any thread. Not when it is added, for whoever
     * adds some has claimed its address, and has to let go of that before it can be done.
     */
    synchronized void onArrival(Runnable action) {
        arrival = action;
    }

    @Override
    public CompletionStage<Boolean> add(CalloutWork work) {
        Item item = new Item(work, null);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new QueueFullException("no more work is taken"));
            }
            if (items.containsKey(work.key())) {
                return CompletableFuture.completedFuture(false);
            }
            if (items.size() >= most) {
                return CompletableFuture.failedFuture(new QueueFullException("too much work waits already"));
            }
            items.put(work.key(), item);
        }
        String text = WorkText.write(work);
        return store.replace(TABLE, work.key(), null, text, expires(work)).handle((done, error) -> {
            trouble.note(error);
            if (error == null && !done) {
                remove(item);
                return false;
            }
            put(item, work, error == null ? text : null);
            return true;
        });
    }

    private static Instant expires(CalloutWork work) {
        return work.since().plus(LONGEST);
    }

    /** Has it wait, as new or once more. */
    private void put(Item item, CalloutWork work, String stored) {
        synchronized (this) {
            if (items.get(work.key()) == item) {
                item.work = work;
                item.stored = stored;
                waiting.add(item);
            }
        }
    }

    private void tell() {
        Runnable call;
        synchronized (this) {
            call = arrival;
        }
        call.run();
    }

    private synchronized void remove(Item item) {
        items.remove(item.work.key(), item);
    }

    @Override
    public CompletionStage<Optional<CalloutWork>> find(String key) {
        synchronized (this) {
            Item item = items.get(key);
            if (item != null) {
                return CompletableFuture.completedFuture(Optional.of(item.work));
            }
        }
        return store.get(TABLE, key).thenApply(entry -> entry.flatMap(found -> WorkText.read(key, found.value())));
    }

    /** Takes the work that has been due longest; it is under way until it is {@link #done}, {@link #again} or {@link #later}. */
    synchronized Optional<CalloutWork> take() {
        if (closed || waiting.isEmpty() || waiting.first().work.due().isAfter(timer.now())) {
            return Optional.empty();
        }
        return Optional.of(waiting.pollFirst().work);
    }

    /** How long until some work is due; empty if none waits. */
    synchronized Optional<Duration> nextDue() {
        return waiting.isEmpty() || closed
                ? Optional.empty()
                : Optional.of(Duration.between(timer.now(), waiting.first().work.due()));
    }

    /** Whether work that was taken is still to be done; if not, another process has seen to it, and it is under way no more. */
    CompletionStage<Boolean> isStill(CalloutWork work) {
        Item item = item(work.key());
        if (item == null || item.stored == null) {
            return CompletableFuture.completedFuture(item != null);
        }
        return store.get(TABLE, work.key()).handle((entry, error) -> {
            trouble.note(error);
            if (error != null || entry.isPresent() && entry.get().value().equals(item.stored)) {
                return true;
            }
            Optional<CalloutWork> other = entry.flatMap(found -> WorkText.read(work.key(), found.value()));
            if (other.isPresent()) {
                put(item, other.get(), entry.get().value());
                tell();
            } else {
                remove(item);
            }
            return false;
        });
    }

    private synchronized Item item(String key) {
        return items.get(key);
    }

    /** Work that was taken is done; nobody waits until the store knows, for whoever takes it up once more finds the answer. */
    void done(CalloutWork work) {
        Item item = item(work.key());
        if (item != null) {
            remove(item);
            if (item.stored != null) {
                store.replace(TABLE, work.key(), item.stored, null, null).whenComplete((done, error) -> trouble.note(error));
            }
        }
    }

    /** Work that was taken waits once more. */
    void again(CalloutWork next) {
        Item item = item(next.key());
        if (item == null) {
            return;
        }
        String text = WorkText.write(next);
        store.replace(TABLE, next.key(), item.stored, text, expires(next)).whenComplete((done, error) -> {
            trouble.note(error);
            if (error == null && !done) {
                // another process has it now
                remove(item);
            } else {
                put(item, next, error == null ? text : item.stored);
                tell();
            }
        });
    }

    /** Work that was taken waits once more, as far as this process is concerned. */
    void later(CalloutWork next) {
        Item item = item(next.key());
        if (item != null) {
            put(item, next, item.stored);
            tell();
        }
    }

    /**
     * Takes up the work in the store that this process does not know of, as far as there is room.
     *
     * @param late how long it must have been due, so that nobody else seems to see to it; negative for all work
     * @return completes when the whole table was looked at. Fails with the store
     */
    CompletionStage<Void> takeUp(Duration late) {
        return takeUp("", late);
    }

    private CompletionStage<Void> takeUp(String after, Duration late) {
        return store.list(TABLE, "", after, PAGE).thenCompose(page -> {
            page.forEach(entry -> takeUp(entry, late));
            tell();
            return page.size() < PAGE || isFull()
                    ? CompletableFuture.completedFuture(null)
                    : takeUp(page.get(PAGE - 1).key(), late);
        });
    }

    private void takeUp(Entry entry, Duration late) {
        Optional<CalloutWork> work = WorkText.read(entry.key(), entry.value());
        if (work.isEmpty()) {
            trouble.noteUnreadable(TABLE, entry.key());
            store.replace(TABLE, entry.key(), entry.value(), null, null).whenComplete((done, error) -> trouble.note(error));
            return;
        }
        if (!late.isNegative() && work.get().due().plus(late).isAfter(timer.now())) {
            return;
        }
        Item item = new Item(work.get(), entry.value());
        synchronized (this) {
            if (closed || items.size() >= most || items.putIfAbsent(entry.key(), item) != null) {
                return;
            }
        }
        put(item, work.get(), entry.value());
    }

    private synchronized boolean isFull() {
        return closed || items.size() >= most;
    }

    @Override
    public synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** A piece of work, and its text in the store; null while it is not there. Guarded by the queue's lock until it is taken. */
    private static final class Item {
        private CalloutWork work;
        private String stored;

        Item(CalloutWork work, String stored) {
            this.work = work;
            this.stored = stored;
        }
    }
}
