package org.dotgate.policy;

import org.dotgate.mail.Client;

/** The sessions that {@code exempt =} can name. */
public enum Exemption {
    /** The client has authenticated (RFC 4954). */
    AUTHENTICATED {
        @Override
        boolean covers(Client client) {
            return client.user().isPresent();
        }
    },
    /** James lets the client's network relay ({@code authorizedAddresses}). */
    RELAY {
        @Override
        boolean covers(Client client) {
            return client.isRelay();
        }
    };

    abstract boolean covers(Client client);
}
