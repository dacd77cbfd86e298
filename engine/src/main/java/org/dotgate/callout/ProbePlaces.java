package org.dotgate.callout;

/**
 * How many probes are under way, and whether there may be one more: as many as the settings say, at most half of them hard.
 * Thread-safe: its lock is the object itself, never held while calling out.
 */
final class ProbePlaces {
    private int soft;
    private int hard;
    private boolean hardWaits;
    private Runnable room = () -> {};

    /** Has an action called, short and on any thread, when a soft attempt leaves a place that a hard one was refused for. */
    synchronized void onRoom(Runnable action) {
        room = action;
    }

    /** Takes a place for a soft attempt, which then must {@link #leaveSoft}; false if there is none. */
    synchronized boolean enterSoft(CalloutSettings settings) {
        boolean enters = soft + hard < settings.probes();
        soft += enters ? 1 : 0;
        return enters;
    }

    void leaveSoft() {
        Runnable call = () -> {};
        synchronized (this) {
            soft--;
            if (hardWaits) {
                hardWaits = false;
                call = room;
            }
        }
        call.run();
    }

    /** Takes a place for a hard attempt, which then must {@link #leaveHard}; false if there is none. */
    synchronized boolean enterHard(CalloutSettings settings) {
        if (hard >= Math.max(1, settings.probes() / 2)) {
            return false;
        }
        hardWaits = soft + hard >= settings.probes();
        hard += hardWaits ? 0 : 1;
        return !hardWaits;
    }

    synchronized void leaveHard() {
        hard--;
    }
}
