package org.dotgate.work;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Places for messages whose session no longer waits, so that clients who leave cannot pile up work. Optional work takes
 * a place or does without ({@link #tryEnter}); required work waits for one ({@link #enter}), and while too much waits
 * ({@link #isBacklogged}) no new message should be taken on. Thread-safe: its lock is the object itself, never held while
 * calling out.
 */
public final class Background {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** How many messages may wait for a place, as a multiple of the places. */
    private static final int BACKLOG = 5;

    private int places;

    /** @param places how many messages at a time; at least one is let in, lest required work never run */
    public Background(int places) {
        resize(places);
    }

    /** Changes the number of places; those inside stay. */
    public synchronized void resize(int count) {
        places = count;
    }

    /** Takes a place if there is one; whoever gets it must {@link #leave}. */
    public synchronized boolean tryEnter() {
        if (taken >= places) {
            return false;
        }
        taken++;
        return true;
    }

    /** Has the action run, on this thread or another, as soon as there is a place; it must then {@link #leave}. */
    public void enter(Runnable action) {
        synchronized (this) {
            if (taken >= Math.max(1, places)) {
                waiting.add(action);
                return;
            }
            taken++;
        }
        action.run();
    }

    /** Gives a place back, to the one that has waited longest. */
    public void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
            }
        }
        if (next != null) {
            next.run();
        }
    }

    /** Whether so much required work waits that new messages should be refused for now. */
    public synchronized boolean isBacklogged() {
        return waiting.size() >= BACKLOG * Math.max(1, places);
    }

    /** How many places are taken. */
    public synchronized int taken() {
        return taken;
    }
}
