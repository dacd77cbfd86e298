package org.dotgate.mail;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/** The SMTP client of a session, as known at the time of a decision. Immutable. */
public final class Client {
    private final InetAddress address;
    private final String name;
    private final String helo;
    private final String server;
    private final String tls;
    private final String user;
    private final String session;
    private final boolean relay;

    private Client(Builder builder) {
        this.address = Objects.requireNonNull(builder.address);
        this.name = builder.name;
        this.helo = builder.helo;
        this.server = builder.server;
        this.tls = builder.tls;
        this.user = builder.user;
        this.session = builder.session;
        this.relay = builder.relay;
    }

    /** Starts a client at this address; all else is unknown until set. */
    public static Builder at(InetAddress address) {
        return new Builder(address);
    }

    /** The address the client connects from, as told by the PROXY protocol where that is in use. */
    public InetAddress address() {
        return address;
    }

    /** The reverse DNS name of the address, or the address itself where it has none. */
    public String name() {
        return name;
    }

    /** The argument of HELO or EHLO; empty if the client gave none. */
    public String helo() {
        return helo;
    }

    /** What our mail server calls itself to this client; empty where there is none. */
    public String server() {
        return server;
    }

    /** Protocol and cipher suite, such as {@code TLSv1.3 TLS_AES_256_GCM_SHA384}; empty without TLS. */
    public String tls() {
        return tls;
    }

    /** The user the session is authenticated as (RFC 4954). */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /**
     * The name of the client's connection, the same from its greeting to its end, by which what is logged about it is found;
     * empty where there is none.
     */
    public String session() {
        return session;
    }

    /** Whether James lets this client relay because of its network ({@code authorizedAddresses}). */
    public boolean isRelay() {
        return relay;
    }

    @Override
    public String toString() {
        return name + " [" + address.getHostAddress() + "]";
    }

    /** Gathers what is known of a client. Not thread-safe. */
    public static final class Builder {
        private final InetAddress address;
        private String name;
        private String helo = "";
        private String server = "";
        private String tls = "";
        private String user;
        private String session = "";
        private boolean relay;

        private Builder(InetAddress address) {
            this.address = address;
            this.name = address.getHostAddress();
        }

        public Builder name(String value) {
            this.name = value;
            return this;
        }

        public Builder helo(String value) {
            this.helo = value;
            return this;
        }

        public Builder server(String value) {
            this.server = value;
            return this;
        }

        public Builder tls(String value) {
            this.tls = value;
            return this;
        }

        /** @param value the user name, or null when the session is not authenticated */
        public Builder user(String value) {
            this.user = value;
            return this;
        }

        public Builder session(String value) {
            this.session = value;
            return this;
        }

        public Builder relay(boolean value) {
            this.relay = value;
            return this;
        }

        public Client build() {
            return new Client(this);
        }
    }
}
