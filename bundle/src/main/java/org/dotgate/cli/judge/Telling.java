package org.dotgate.cli.judge;

import java.time.Duration;
import org.dotgate.filter.Decision;
import org.dotgate.insight.Figures;

/** How judgements are told: to people, or to machines. Used by one thread. */
interface Telling {
    /** What becomes of a message. */
    void decided(String name, Decision decision, Duration time);

    /** A file, or a message in it, could not be read. */
    void unreadable(String name, String problem);

    /** What became of all. */
    void summary(Tally tally, Figures figures);
}
