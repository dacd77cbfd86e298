package org.dotgate.hooks.gate;

import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.mail.SpooledMessage;

/** Keeps a spooled message for its two users, the chain's run and the reply; closes it when both are done. Thread-safe. */
final class Hold {
    private final SpooledMessage message;
    private final AtomicInteger users = new AtomicInteger(2);

    Hold(SpooledMessage message) {
        this.message = message;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            message.close();
        }
    }
}
