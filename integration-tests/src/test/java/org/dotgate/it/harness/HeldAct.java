package org.dotgate.it.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.callout.probe.MxAct;
import org.dotgate.callout.probe.MxConversation;

/**
 * What a mail exchanger that needs patience does: what a good one would, but, once it is told to hold it, not before the test
 * lets it. Thread-safe: its lock is the object itself.
 */
public final class HeldAct implements MxAct {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean holding;

    @Override
    public synchronized void play(MxConversation conversation, String command) {
        if (holding) {
            waiting.add(() -> conversation.later(Duration.ZERO, () -> MxAct.behaves().play(conversation, command)));
        } else {
            MxAct.behaves().play(conversation, command);
        }
    }

    /** Has whoever comes from now on wait. */
    public synchronized void hold() {
        holding = true;
    }

    /** Has whoever waits be answered, and further ones at once. */
    public synchronized void release() {
        holding = false;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }
}
