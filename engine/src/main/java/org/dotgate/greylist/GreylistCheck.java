package org.dotgate.greylist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dotgate.dns.Dns;
import org.dotgate.greylist.GreylistSettings.At;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.RoleMailbox;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.spf.Spf;
import org.dotgate.store.StoreSettings;
import org.dotgate.time.Timer;

/**
 * The greylist as one configuration has it: finds out where a message comes from, asks the {@link Greylist}, and tells what
 * the client is told. What costs time is done only if the answer depends on it: records that have passed under the client's
 * network answer before DNS, SPF or the message is looked at.
 *
 * <p>No call waits. An answer that is known is there when the call returns; another completes on a worker, within
 * {@code lookup-timeout} and twice the store's time-out. To cancel the future ends the work. It fails only if the message
 * cannot be read, or there are no workers any more. Thread-safe.
 */
public final class GreylistCheck {
    private final GreylistSettings settings;
    private final House house;

    /** What all checks share. Immutable. */
    static final class House {
        final StoreSettings store;
        final Greylist greylist;
        final Suspicion suspicion;
        final Vouching vouching;
        final Contents contents;
        final Delays delays;
        final GreylistCounts counts;
        final Timer timer;
        final Executor workers;

        private House(StoreSettings store, Greylist greylist, Dns dns, Spf spf, Contents contents, Delays delays,
                GreylistCounts counts, Timer timer, Executor workers) {
            this.store = store;
            this.greylist = greylist;
            this.suspicion = new Suspicion(dns);
            this.vouching = new Vouching(spf);
            this.contents = contents;
            this.delays = delays;
            this.counts = counts;
            this.timer = timer;
            this.workers = workers;
        }
    }

    /**
     * @param store what becomes of a message while the store does not answer
     * @param spf remembers its answers, since at RCPT it is asked anew for each recipient
     * @param delays told of each client that is told to come again
     * @param counts counts what comes of it
     * @param workers where work goes on that has had to wait
     */
    public GreylistCheck(GreylistSettings settings, StoreSettings store, Greylist greylist, Dns dns, Spf spf, Contents contents,
            Delays delays, GreylistCounts counts, Timer timer, Executor workers) {
        this.settings = settings;
        this.house = new House(store, greylist, dns, spf, contents, delays, counts, timer, workers);
    }

    public GreylistSettings settings() {
        return settings;
    }

    /** What is remembered, as these settings read it, for operators to see and to correct. */
    public GreylistRegister register() {
        return new GreylistRegister(settings, house.greylist.store(), house.timer);
    }

    /** What it has cost so far to ask clients to come again; of all checks of one greylist. */
    public GreylistCosts costs() {
        return house.greylist.costs();
    }

    /**
     * Judges one recipient at RCPT. With {@code at = dot} all pass here. So does what must be answered before the dot: the
     * null sender, by which servers ask whether our addresses exist, and mail to postmaster and abuse.
     *
     * @param sender the reverse-path, without angle brackets; empty for the null sender
     * @param recipient the forward-path, without angle brackets
     */
    public CompletableFuture<GreylistResult> atRecipient(Client client, String sender, String recipient) {
        if (settings.at() == At.DOT || waitsForDot(sender, recipient)) {
            return passes("judged at the dot");
        }
        return new CheckRun(settings, house, client, sender, List.of(recipient), null).start();
    }

    /**
     * Judges a message at the dot, on a worker, which reads it if its content counts. With {@code at = rcpt} only what has
     * not been judged there.
     */
    public CompletableFuture<GreylistResult> atDot(Client client, Envelope envelope, SpooledMessage message) {
        List<String> recipients = envelope.recipients();
        if (settings.at() == At.RCPT) {
            recipients = new ArrayList<>(recipients);
            recipients.removeIf(recipient -> !waitsForDot(envelope.sender(), recipient));
        }
        if (recipients.isEmpty()) {
            return passes("judged at RCPT");
        }
        return new CheckRun(settings, house, client, envelope.sender(), recipients, message).start();
    }

    private static boolean waitsForDot(String sender, String recipient) {
        return sender.isEmpty() || RoleMailbox.isOne(recipient);
    }

    private CompletableFuture<GreylistResult> passes(String reason) {
        GreylistAnswer answer = GreylistAnswer.pass(Duration.ZERO, reason);
        return CompletableFuture.completedFuture(new GreylistResult(answer, null, settings.isShadow()));
    }
}
