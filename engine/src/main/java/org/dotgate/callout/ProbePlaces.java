package org.dotgate.callout;

/**
 * How many probes are under way, and whether there may be one more: as many as the settings say, at most half of them hard.
 * Thread-safe: its lock is the object itself.
 */
final class ProbePlaces {
    private int soft;
    private int hard;

    /** Takes a place for a soft attempt, which then must {@link #leaveSoft}; false if there is none. */
    synchronized boolean enterSoft(CalloutSettings settings) {
        boolean room = soft + hard < settings.probes();
        soft += room ? 1 : 0;
        return room;
    }

    synchronized void leaveSoft() {
        soft--;
    }

    /** Takes a place for a hard attempt, which then must {@link #leaveHard}; false if there is none. */
    synchronized boolean enterHard(CalloutSettings settings) {
        boolean room = soft + hard < settings.probes() && hard < Math.max(1, settings.probes() / 2);
        hard += room ? 1 : 0;
        return room;
    }

    synchronized void leaveHard() {
        hard--;
    }
}
