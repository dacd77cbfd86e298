package org.dotgate.hooks.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.dotgate.policy.PolicyHouse;
import spark.Request;

/**
 * Finds the configuration that a request is about: the one it names as {@code ?config=file://conf/other.ini}, else the usual
 * one, else the only one there is. Thread-safe.
 *
 * @param <T> what each configuration has of its own
 */
final class Configurations<T> {
    private static final String PARAMETER = "config";

    private final Supplier<Map<String, T>> all;
    private final String none;

    /**
     * @param all by the name of the configuration
     * @param none what is told when there is not one
     */
    Configurations(Supplier<Map<String, T>> all, String none) {
        this.all = all;
        this.none = none;
    }

    /** What the configuration has that the request is about; if no such configuration has any, the request ends here. */
    T of(Request request) {
        Map<String, T> there = new TreeMap<>(all.get());
        if (there.isEmpty()) {
            throw Errors.notFound(none);
        }
        String named = request.queryParams(PARAMETER);
        if (named == null && there.size() == 1) {
            return there.values().iterator().next();
        }
        T found = there.get(named == null ? PolicyHouse.DEFAULT_CONFIG : named);
        if (found != null) {
            return found;
        }
        String names = String.join(", ", there.keySet());
        throw named == null
                ? Errors.invalid("there are several configurations, so " + PARAMETER + " must name one of " + names)
                : Errors.notFound("that configuration is not in use, or has nothing of this; those that have are " + names);
    }
}
