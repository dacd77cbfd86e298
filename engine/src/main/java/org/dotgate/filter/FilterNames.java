package org.dotgate.filter;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** What filters may be called. */
public final class FilterNames {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private FilterNames() {}

    /** Whether it is made of what names are made of. */
    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /** A name as it stands in the names of metrics, with the one sign that Prometheus has. */
    public static String inMetrics(String name) {
        return name.replaceAll("[^a-zA-Z0-9]", "_");
    }

    /** The one of these names that metrics could not tell from this one. */
    public static Optional<String> twin(String name, Collection<String> others) {
        return others.stream().filter(other -> inMetrics(other).equals(inMetrics(name))).findFirst();
    }
}
