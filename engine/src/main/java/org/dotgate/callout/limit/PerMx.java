package org.dotgate.callout.limit;

/** How much one mail exchanger is asked of us. Immutable. */
public final class PerMx {
    private final int connections;
    private final int perMinute;

    /**
     * @param connections how many at a time
     * @param perMinute how many new ones within any 60 seconds
     */
    public PerMx(int connections, int perMinute) {
        this.connections = connections;
        this.perMinute = perMinute;
    }

    public int connections() {
        return connections;
    }

    public int perMinute() {
        return perMinute;
    }
}
