package org.dotgate.filter.exec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A process and all that came of it, by parentage and by its mark as a {@link ProcessReading} tells them. Thread-safe: its lock is
 * the object itself.
 */
final class ProcessTree {
    private final String mark;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /** @param mark the value of {@value ProcessReading#VARIABLE} in the root's environment, which no other process has; ASCII */
    ProcessTree(ProcessHandle root, String mark) {
        this.mark = mark;
        seen.add(root);
    }

    /**
     * Sends TERM to all; the root first, lest it go on to its next command when it sees a child end.
     *
     * @param reading begun after this was decided
     */
    synchronized void terminate(ProcessReading reading) {
        look(reading);
        seen.forEach(ProcessHandle::destroy);
    }

    /**
     * Sends KILL to all that are there or ever were seen.
     *
     * @param reading begun after this was decided
     * @return whether any of them was still there
     */
    synchronized boolean kill(ProcessReading reading) {
        look(reading);
        boolean any = false;
        for (ProcessHandle member : seen) {
            any |= member.isAlive() && member.destroyForcibly();
        }
        return any;
    }

    private void look(ProcessReading reading) {
        seen.addAll(reading.marked(mark));
        Deque<ProcessHandle> parents = new ArrayDeque<>(seen);
        while (!parents.isEmpty()) {
            for (ProcessHandle child : reading.children(parents.remove())) {
                if (seen.add(child)) {
                    parents.add(child);
                }
            }
        }
    }
}
