package org.dotgate.callout.probe;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who runs a mail exchanger, going by its host name: the last two labels, or three where the last two are one under which
 * everybody registers, such as {@code co.uk}. A guess, good enough for figures: nothing is decided by it.
 */
public final class ProviderName {
    private static final Set<String> SECOND_LEVELS =
            Set.of("ac", "co", "com", "edu", "gob", "gov", "gv", "ltd", "mil", "ne", "net", "nom", "or", "org", "plc", "sch");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final int MAX = 253;

    private ProviderName() {}

    /**
     * The provider of a host: lower case, printable ASCII.
     *
     * @param host a stranger's text
     */
    public static String of(String host) {
        String name = host(host);
        if (ADDRESS.matcher(name).matches()) {
            return name;
        }
        int country = name.lastIndexOf('.');
        int second = name.lastIndexOf('.', country - 1);
        if (country < 0 || second < 0) {
            return name;
        }
        boolean isShared = name.length() - country - 1 == 2 && SECOND_LEVELS.contains(name.substring(second + 1, country));
        return name.substring((isShared ? name.lastIndexOf('.', second - 1) : second) + 1);
    }

    /** A host's own name, likewise. */
    static String host(String host) {
        return host.substring(0, Math.min(MAX, host.length())).toLowerCase(Locale.ROOT).replaceAll("[^!-~]", "?").replaceAll("\\.+$", "");
    }
}
