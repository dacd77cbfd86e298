package org.dotgate.callout.limit;

/** A stranger's name of a host or domain, made fit for one line of a log. */
final class LogName {
    private static final int MAX = 253;

    private LogName() {}

    /** The name with everything but printable ASCII replaced, cut at {@value #MAX} characters. */
    static String of(String name) {
        return name.substring(0, Math.min(MAX, name.length())).replaceAll("[^!-~]", "?");
    }
}
