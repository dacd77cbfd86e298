package org.dotgate.greylist;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.dotgate.dns.Dns;

/**
 * Tells the mail server that somebody has set up from the line that somebody was given. A client is suspicious unless one of
 * its address's names leads back to the address, and does not look as {@link DialUpName} tells. What DNS does not answer
 * counts as suspicious: whoever has reason to hide could see to it that no answer comes. Thread-safe.
 */
public final class Suspicion {
    /** More names than this has no mail server; the others are not looked at. */
    private static final int MAX_NAMES = 5;

    private final Dns dns;

    public Suspicion(Dns dns) {
        this.dns = dns;
    }

    /** Why a client is suspicious; empty if it is not. Never fails. */
    CompletionStage<Optional<String>> of(InetAddress client) {
        return of(client, name -> DialUpName.isOne(name, client));
    }

    /** Why a client has no reverse DNS to speak of, whatever its name looks like; empty if it has. Never fails. */
    public CompletionStage<Optional<String>> ofReverseDns(InetAddress client) {
        return of(client, name -> false);
    }

    private CompletionStage<Optional<String>> of(InetAddress client, Predicate<String> dialUp) {
        return dns.names(client)
                .thenCompose(names -> ofNames(client, names.subList(0, Math.min(MAX_NAMES, names.size())), dialUp))
                .exceptionally(error -> Optional.of("no answer about its reverse DNS"));
    }

    private CompletionStage<Optional<String>> ofNames(InetAddress client, List<String> names, Predicate<String> dialUp) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of("no reverse DNS"));
        }
        List<CompletableFuture<Optional<String>>> findings = new ArrayList<>(names.size());
        names.forEach(name -> findings.add(ofName(client, name, dialUp).toCompletableFuture()));
        return CompletableFuture.allOf(findings.toArray(new CompletableFuture<?>[0])).thenApply(done -> {
            boolean fine = findings.stream().anyMatch(finding -> finding.join().isEmpty());
            return fine ? Optional.empty() : findings.get(0).join();
        });
    }

    private CompletionStage<Optional<String>> ofName(InetAddress client, String name, Predicate<String> dialUp) {
        if (dialUp.test(name)) {
            return CompletableFuture.completedFuture(Optional.of("a name as dial-up lines have"));
        }
        byte[] wanted = Origin.unmapped(client.getAddress());
        return dns.addresses(name)
                .thenApply(addresses -> addresses.stream()
                        .anyMatch(address -> Arrays.equals(Origin.unmapped(address.getAddress()), wanted)))
                .handle((leadsBack, error) -> error == null && leadsBack
                        ? Optional.empty()
                        : Optional.of("reverse DNS that does not lead back"));
    }
}
