package org.dotgate.callout.probe;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.dotgate.callout.answer.Stage;

/** How long each stage of a dialogue may take, and a probe as a whole, over all hosts it asks. Immutable. */
public final class Timeouts {
    private final Map<Stage, Duration> stages;
    private final Duration total;

    /** @param stages a duration for each {@link Stage} */
    public Timeouts(Map<Stage, Duration> stages, Duration total) {
        this.stages = new EnumMap<>(stages);
        this.total = total;
        if (this.stages.size() < Stage.values().length) {
            throw new IllegalArgumentException("a stage has no time-out: " + stages);
        }
    }

    /** The longest a stage may take: from the command to the last line of its reply. */
    public Duration of(Stage stage) {
        return stages.get(stage);
    }

    /** The longest a probe may take, DNS and waiting for a place included. */
    public Duration total() {
        return total;
    }
}
