package org.dotgate.callout;

import java.util.Objects;

/** Whose existence is asked about, and under which name we ask. Immutable. */
public final class CalloutQuestion {
    private final String address;
    private final String helo;

    /**
     * @param address the reverse-path as the client gave it, without angle brackets; not empty
     * @param helo what James calls itself, for settings that name nothing else
     */
    public CalloutQuestion(String address, String helo) {
        this.address = Objects.requireNonNull(address);
        this.helo = Objects.requireNonNull(helo);
    }

    public String address() {
        return address;
    }

    public String helo() {
        return helo;
    }

    @Override
    public String toString() {
        return address;
    }
}
