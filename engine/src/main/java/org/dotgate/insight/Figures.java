package org.dotgate.insight;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

    /** A filter has ended. */
    public void filterEnded(FilterResult result) {
        filters.computeIfAbsent(result.filter(), name -> new FilterFigures()).add(result);
    }

    /** A client has not waited for its reply. */
    public void clientLeft(Event event, Duration waited) {
        (event == Event.QUIT ? quit : dropped).add(waited);
    }

    /** It is known what becomes of a message. */
    public void decided(Duration time) {
        answered.add(time);
    }

    /** Of each filter that has run, by its name. */
    public Map<String, FilterFigures> filters() {
        return new TreeMap<>(filters);
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
