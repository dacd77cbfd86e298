package org.dotgate.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dotgate.callout.CalloutCheck;
import org.dotgate.filter.FilterChain;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.mail.Client;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;

/** One reading of {@code dotgate.ini}. Immutable; its filters live until the chain is retired. */
public final class Policy {
    private final List<Exemption> exempt;
    private final Set<String> webAdminNames;
    private final FilterChain dot;
    private final GreylistSettings greylistSettings;
    private final CalloutCheck callouts;
    private final RecipientPolicy recipients;
    private final GreylistCheck greylist;
    private final StoreSettings storeSettings;
    private final Store store;
    private final Set<Path> files;

    /**
     * @param callouts how senders are asked about, or null if they are not
     * @param recipients what is asked at RCPT, or null for nothing
     * @param greylist what asks clients to come again, or null if nothing does
     */
    Policy(List<Exemption> exempt, Set<String> webAdminNames, FilterChain dot, GreylistSettings greylistSettings,
            CalloutCheck callouts, RecipientPolicy recipients, GreylistCheck greylist,
            StoreSettings storeSettings, Store store, Set<Path> files) {
        this.exempt = List.copyOf(exempt);
        this.webAdminNames = Set.copyOf(webAdminNames);
        this.dot = dot;
        this.greylistSettings = greylistSettings;
        this.callouts = callouts;
        this.recipients = recipients;
        this.greylist = greylist;
        this.storeSettings = storeSettings;
        this.store = store;
        this.files = Set.copyOf(files);
    }

    /** Why this client's messages are not judged at the dot: {@code exempt} or {@code no filter}; empty if they are. */
    public Optional<String> spares(Client client) {
        if (dot.isEmpty()) {
            return Optional.of("no filter");
        }
        return exempts(client) ? Optional.of("exempt") : Optional.empty();
    }

    /** Whether nothing is asked of this client. */
    public boolean exempts(Client client) {
        return exempt.stream().anyMatch(exemption -> exemption.covers(client));
    }

    /** The names, in lower case, that WebAdmin may be asked for without https. */
    public Set<String> webAdminNames() {
        return webAdminNames;
    }

    /** What runs at the dot. */
    public FilterChain dot() {
        return dot;
    }

    /** What {@code [greylist]} says; there may be no greylist all the same. */
    public GreylistSettings greylistSettings() {
        return greylistSettings;
    }

    /** How senders are asked about; empty if they are not. */
    public Optional<CalloutCheck> callouts() {
        return Optional.ofNullable(callouts);
    }

    /** What is asked at MAIL about this client's senders; empty for nothing. */
    public Optional<SenderPolicy> senders(Client client) {
        if (callouts == null) {
            return Optional.empty();
        }
        return Optional.of(exempts(client) ? SenderPolicy.asksNobody("exempt") : new CalloutAtMail(callouts));
    }

    /** What is asked at RCPT, of clients that are not {@link #exempts exempt}; empty for nothing. */
    public Optional<RecipientPolicy> recipients() {
        return Optional.ofNullable(recipients);
    }

    /** What asks clients to come again, at RCPT or by a filter; empty if nothing does. */
    public Optional<GreylistCheck> greylist() {
        return Optional.ofNullable(greylist);
    }

    /** What {@code [store]} says. */
    public StoreSettings storeSettings() {
        return storeSettings;
    }

    /** Memory that outlives this reading, and the process. */
    public Store store() {
        return store;
    }

    /** The files this reading came from; a change in one of them asks for a new one. */
    public Set<Path> files() {
        return files;
    }
}
