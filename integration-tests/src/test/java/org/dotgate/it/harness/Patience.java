package org.dotgate.it.harness;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long a test waits for what must happen. Long, because only a defect ever waits that long. */
public final class Patience {
    /** The longest wait for one event: a reply, a delivery, a cancel. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private Patience() {}

    /** Waits for a condition that nothing announces. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(10));
    }
}
