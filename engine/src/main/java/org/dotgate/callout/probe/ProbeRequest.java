package org.dotgate.callout.probe;

import java.util.List;
import java.util.Objects;
import org.dotgate.callout.limit.PerMx;

/** What is to be asked, and how. Immutable. */
public final class ProbeRequest {
    private final String address;
    private final String helo;
    private final List<String> senders;
    private final Timeouts timeouts;
    private final PerMx perMx;
    private final int port;
    private final boolean allowPrivate;
    private final boolean catchAll;

    private ProbeRequest(Builder builder) {
        this.address = Objects.requireNonNull(builder.address);
        this.helo = Objects.requireNonNull(builder.helo);
        this.senders = List.copyOf(builder.senders);
        this.timeouts = Objects.requireNonNull(builder.timeouts);
        this.perMx = Objects.requireNonNull(builder.perMx);
        this.port = builder.port;
        this.allowPrivate = builder.allowPrivate;
        this.catchAll = builder.catchAll;
    }

    /** @param address whose existence is asked about, without angle brackets; a stranger's text */
    public static Builder about(String address) {
        return new Builder(address);
    }

    public String address() {
        return address;
    }

    /** What we call ourselves in EHLO. */
    public String helo() {
        return helo;
    }

    /** The reverse-paths to ask under, without angle brackets, in this order; empty text is the null one. */
    public List<String> senders() {
        return senders;
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    public PerMx perMx() {
        return perMx;
    }

    public int port() {
        return port;
    }

    /** Whether hosts in loopback and private networks are asked, too; for tests. */
    public boolean allowPrivate() {
        return allowPrivate;
    }

    /** Whether a host that accepts the address is asked for one that nobody has, too. */
    public boolean catchAll() {
        return catchAll;
    }

    /** Collects what a request consists of. Not thread-safe. */
    public static final class Builder {
        private final String address;
        private String helo;
        private List<String> senders = List.of("");
        private Timeouts timeouts;
        private PerMx perMx = new PerMx(2, 30);
        private int port = 25;
        private boolean allowPrivate;
        private boolean catchAll;

        private Builder(String address) {
            this.address = address;
        }

        public Builder helo(String value) {
            helo = value;
            return this;
        }

        public Builder senders(List<String> value) {
            senders = value;
            return this;
        }

        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        public Builder perMx(PerMx value) {
            perMx = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder allowPrivate(boolean value) {
            allowPrivate = value;
            return this;
        }

        public Builder catchAll(boolean value) {
            catchAll = value;
            return this;
        }

        public ProbeRequest build() {
            return new ProbeRequest(this);
        }
    }
}
