package org.dotgate.hooks.gate;

import java.util.Map;
import java.util.Optional;
import org.dotgate.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The work that workers do for a parked session: under the log context of the connection, and so that whatever goes wrong
 * ends the connection rather than leave its client waiting. Immutable.
 */
final class Errand {
    private static final Logger LOGGER = LoggerFactory.getLogger(Errand.class);
    private static final Reply INTERNAL_TROUBLE = Reply.of(421, "4.3.0", "Internal trouble, closing the connection");

    private final Lane lane;
    private final Runnable tidying;
    private final Map<String, String> mdc;

    /**
     * To be made on the connection's thread.
     *
     * @param tidying what is to be done besides when the work has failed
     */
    Errand(Lane lane, Runnable tidying) {
        this.lane = lane;
        this.tidying = tidying;
        this.mdc = Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
    }

    /** Does the work, on this worker. */
    void run(Runnable work) {
        MDC.setContextMap(mdc);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            // an error, too: what else would tell the client, which waits with nobody to wake it?
            LOGGER.error("A parked session could not be woken as it should; closing its connection", e);
            lane.close();
            tidying.run();
            Replying.write(lane.session(), Replying.last(INTERNAL_TROUBLE));
        } finally {
            MDC.clear();
        }
    }
}
