package org.dotgate.callout.probe;

import org.dotgate.callout.limit.PerMx;

/** How much of what one mail exchanger gets from us this process uses, at one moment. Immutable. */
public final class MxUse {
    private final String mx;
    private final int connections;
    private final int perMinute;
    private final PerMx most;

    public MxUse(String mx, int connections, int perMinute, PerMx most) {
        this.mx = mx;
        this.connections = connections;
        this.perMinute = perMinute;
        this.most = most;
    }

    /** The host's name: a stranger's text, printable ASCII. */
    public String mx() {
        return mx;
    }

    /** How many connections there are now. */
    public int connections() {
        return connections;
    }

    /** How many connections began within the last minute. */
    public int perMinute() {
        return perMinute;
    }

    /** How many there may be. */
    public PerMx most() {
        return most;
    }

    /** Of its limits, the part of that which is nearer to being used up. */
    double share() {
        return Math.max((double) connections / most.connections(), (double) perMinute / most.perMinute());
    }
}
