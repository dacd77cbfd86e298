package org.dotgate.spf;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** Checks whether a client may use the domain of a reverse-path (RFC 7208). Never waits. Thread-safe. */
public interface Spf {
    /**
     * Checks one client. Never completes exceptionally: trouble is {@link SpfResult#TEMPERROR} or
     * {@link SpfResult#PERMERROR}.
     *
     * @param sender the reverse-path; with an empty one the domain of {@code helo} counts, as section 2.4 says
     * @param helo what the client said in HELO or EHLO
     */
    CompletionStage<SpfResult> check(InetAddress client, String helo, String sender);
}
