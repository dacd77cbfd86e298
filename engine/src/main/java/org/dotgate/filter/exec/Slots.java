package org.dotgate.filter.exec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A bounded number of places, and a queue of those who wait for one, first come first served. Who waits is an entry in a
 * set, not a thread. Thread-safe: its lock is the object itself, never held while calling out.
 *
 * @param <T> who wants a place; told apart by identity
 */
final class Slots<T> {
    /** How many may wait. They are parked sessions, so it is far from the usual. */
    static final int MAX_WAITING = 10_000;

    private final int places;
    private final Consumer<T> admit;
    private final Set<T> waiting = new LinkedHashSet<>();
    private int taken;
    private boolean closed;

    /** @param admit is handed each one that had to wait, on the thread that left the place to it */
    Slots(int places, Consumer<T> admit) {
        this.places = places;
        this.admit = admit;
    }

    /**
     * @return whether there was a place at once; if not, the one waits
     * @throws IllegalStateException if too many wait, or the places are closed
     */
    synchronized boolean enter(T one) {
        if (closed) {
            throw new IllegalStateException("the filter is closed");
        }
        if (taken < places) {
            taken++;
            return true;
        }
        if (waiting.size() == MAX_WAITING) {
            throw new IllegalStateException(MAX_WAITING + " messages wait for one of " + places + " processes already");
        }
        waiting.add(one);
        return false;
    }

    /** Gives up a place. Who has waited longest gets it. */
    void leave() {
        T next;
        synchronized (this) {
            Iterator<T> first = waiting.iterator();
            if (!first.hasNext()) {
                taken--;
                return;
            }
            next = first.next();
            first.remove();
        }
        admit.accept(next);
    }

    /** Gives up waiting; false if the one did not wait, or has been admitted. */
    synchronized boolean withdraw(T one) {
        return waiting.remove(one);
    }

    /** Admits nobody any more. */
    synchronized List<T> close() {
        closed = true;
        List<T> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }
}
