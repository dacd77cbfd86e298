package org.dotgate.insight;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;

/**
 * Counts since the start, by filter, and of how long clients waited at the dot: until the reply, or until they left.
 * Thread-safe. There is one of each filter name that ever ran, and a configuration names few.
 */
public final class Figures {
    private final Map<String, FilterFigures> filters = new ConcurrentHashMap<>();
    private final Histogram answered = new Histogram();
    private final Histogram dropped = new Histogram();
    private final Histogram quit = new Histogram();
    private final LongAdder cameBack = new LongAdder();

    /** A filter has ended. */
    public void filterEnded(FilterResult result) {
        filters.computeIfAbsent(result.filter(), name -> new FilterFigures()).add(result);
    }

    /** A client has not waited for its reply. */
    public void clientLeft(Event event, Duration waited) {
        (event == Event.QUIT ? quit : dropped).add(waited);
    }

    /** A client that had not waited has come again. */
    public void cameBack() {
        cameBack.increment();
    }

    /** It is known what becomes of a message. */
    public void decided(Duration time) {
        answered.add(time);
    }

    /** Of each filter that has run, by its name. */
    public Map<String, FilterFigures> filters() {
        return new TreeMap<>(filters);
    }

    /** Of one filter, which may not have run yet. */
    public FilterFigures filter(String name) {
        FilterFigures known = filters.get(name);
        return known == null ? new FilterFigures() : known;
    }

    /** How often a client that had not waited came again, and got the verdict its message had got meanwhile. */
    public long timesCameBack() {
        return cameBack.sum();
    }

    /** From the dot to the decision. */
    public Histogram answered() {
        return answered;
    }

    /** How long clients waited that then dropped the connection. */
    public Histogram dropped() {
        return dropped;
    }

    /** How long clients waited that then said QUIT. */
    public Histogram quit() {
        return quit;
    }
}
