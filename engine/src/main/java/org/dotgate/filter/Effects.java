package org.dotgate.filter;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a change under a lock asks to be done once the lock is released, in order. Each comes to pass whatever another
 * throws: a filter's way to stop, say, that is an operator's own. Owned by the thread that makes the change.
 */
final class Effects {
    private static final Logger LOGGER = LoggerFactory.getLogger(Effects.class);

    private final List<Runnable> actions = new ArrayList<>(4);

    void add(Runnable action) {
        actions.add(action);
    }

    void run() {
        actions.forEach(Effects::guarded);
    }

    /** Runs the action; what it throws is logged. */
    static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOGGER.error("A step in judging a message failed", e);
        }
    }
}
