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
    /** How many messages may wait for a place, as a multiple of the places. */
    private static final int BACKLOG = 5;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;
    private int places;

    /** @param places how many messages at a time; at least one is let in, lest required work never run */
    public Background(int places) {
        this.places = places;
    }

    /** Changes the number of places; those inside stay, and those who wait are let in if there is room now. */
    public void resize(int count) {
        synchronized (this) {
            places = count;
        }
        letIn();
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
            waiting.add(action);
        }
        letIn();
    }

    /** Gives a place back, to the one that has waited longest. */
    public void leave() {
        synchronized (this) {
            taken--;
        }
        letIn();
    }

    private void letIn() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized Runnable next() {
        if (waiting.isEmpty() || taken >= Math.max(1, places)) {
            return null;
        }
        taken++;
        return waiting.remove();
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
