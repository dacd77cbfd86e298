package org.dotgate.callout;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.dotgate.callout.CalloutSettings.ReplyAt;
import org.dotgate.dns.Dns;
import org.dotgate.greylist.Suspicion;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.LocalDomains;
import org.dotgate.mail.RoleMailbox;
import org.dotgate.spf.Spf;
import org.dotgate.time.Timer;

/**
 * The call-outs as one configuration has them: decides whose sender is asked about, has {@link Callouts} ask, and tells what
 * the client is told, at the one place where {@code reply-at} has it told. What is known already counts before SPF or DNS is
 * looked at.
 *
 * <p>No call waits. A verdict that is known is there when the call returns; another completes on a worker, within
 * {@code soft-total} and a second, and never fails. To cancel the future ends what is done for it, but no probe.
 * Thread-safe.
 */
public final class CalloutCheck {
    /** What James makes of a reverse-path without a domain. */
    private static final String NO_DOMAIN = "localhost";
    /** An address in place of a domain (RFC 5321, section 4.1.3), of which James takes the brackets away. */
    private static final Pattern LITERAL = Pattern.compile("^\\[|:|(?:^|\\.)[0-9]+$");

    private final CalloutSettings settings;
    private final LocalDomains local;
    private final House house;

    /** What all checks share. Immutable. */
    static final class House {
        final Callouts callouts;
        final Suspicion suspicion;
        final Spf spf;
        final Timer timer;
        final Executor workers;

        private House(Callouts callouts, Dns dns, Spf spf, Timer timer, Executor workers) {
            this.callouts = callouts;
            this.suspicion = new Suspicion(dns);
            this.spf = spf;
            this.timer = timer;
            this.workers = workers;
        }
    }

    /**
     * @param local our own domains, whose addresses we know without asking
     * @param spf remembers its answers, since it is asked anew for each recipient
     * @param workers where work goes on that has had to wait
     */
    public CalloutCheck(CalloutSettings settings, Callouts callouts, LocalDomains local, Dns dns, Spf spf, Timer timer,
            Executor workers) {
        this.settings = settings;
        this.local = local;
        this.house = new House(callouts, dns, spf, timer, workers);
    }

    public CalloutSettings settings() {
        return settings;
    }

    /** What all sessions' questions come to. */
    public Callouts callouts() {
        return house.callouts;
    }

    /**
     * Begins at MAIL what a later command, or the dot, will want to know. Nobody is refused for its verdict.
     *
     * @param sender the reverse-path, without angle brackets; empty for the null sender
     */
    public CompletableFuture<CalloutVerdict> begin(Client client, String sender) {
        return judge(client, sender);
    }

    /** Judges at MAIL. Unless {@code reply-at = mail}, all pass here. */
    public CompletableFuture<CalloutVerdict> atSender(Client client, String sender) {
        return settings.replyAt() == ReplyAt.MAIL ? told(judge(client, sender)) : passes();
    }

    /**
     * Judges one recipient at RCPT. Unless {@code reply-at = rcpt}, all pass here; so do postmaster and abuse anyway.
     *
     * @param recipient the forward-path, without angle brackets
     */
    public CompletableFuture<CalloutVerdict> atRecipient(Client client, String sender, String recipient) {
        if (settings.replyAt() != ReplyAt.RCPT) {
            return passes();
        }
        return RoleMailbox.isOne(recipient) ? spared(judge(client, sender)) : told(judge(client, sender));
    }

    /**
     * Judges a message at the dot. Unless {@code reply-at = dot}, all pass here; so does, since recipients share one reply
     * here, what is for postmaster or abuse, too.
     */
    public CompletableFuture<CalloutVerdict> atDot(Client client, Envelope envelope) {
        if (settings.replyAt() != ReplyAt.DOT) {
            return passes();
        }
        CompletableFuture<CalloutVerdict> verdict = judge(client, envelope.sender());
        return envelope.recipients().stream().anyMatch(RoleMailbox::isOne) ? spared(verdict) : told(verdict);
    }

    /**
     * The greylist has told a client to come again: meanwhile its sender is asked about at leisure, so that the answer is there
     * when it does.
     */
    public void greylisted(Client client, String sender) {
        if (reasonNotToAsk(client, sender).isEmpty()) {
            new CalloutRun(settings, house, client, sender).prepare();
        }
    }

    /** What is known of a sender at once, in memory; empty for nothing. Nothing is begun. */
    public Optional<CalloutVerdict> known(Client client, String sender) {
        Optional<String> reason = reasonNotToAsk(client, sender);
        return reason.isPresent()
                ? reason.map(CalloutVerdict::notAsked)
                : new CalloutRun(settings, house, client, sender).known();
    }

    private CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
        Optional<String> reason = reasonNotToAsk(client, sender);
        return reason.isPresent()
                ? CompletableFuture.completedFuture(CalloutVerdict.notAsked(reason.get()))
                : new CalloutRun(settings, house, client, sender).start();
    }

    /** In shadow mode nobody is kept waiting for what nobody will be told. */
    private CompletableFuture<CalloutVerdict> told(CompletableFuture<CalloutVerdict> verdict) {
        return settings.isShadow() ? now(verdict) : verdict;
    }

    private CompletableFuture<CalloutVerdict> spared(CompletableFuture<CalloutVerdict> verdict) {
        return now(verdict).thenApply(CalloutVerdict::sparing);
    }

    private CompletableFuture<CalloutVerdict> now(CompletableFuture<CalloutVerdict> verdict) {
        return CompletableFuture.completedFuture(
                verdict.getNow(CalloutVerdict.pending("nobody waits for it", settings.isShadow())));
    }

    private static CompletableFuture<CalloutVerdict> passes() {
        return CompletableFuture.completedFuture(CalloutVerdict.notAsked("judged elsewhere"));
    }

    private Optional<String> reasonNotToAsk(Client client, String sender) {
        if (house.callouts == NoCallouts.INSTANCE) {
            return Optional.of("nobody is asked here");
        }
        if (sender.isEmpty()) {
            return Optional.of("the null sender");
        }
        int at = sender.lastIndexOf('@');
        String given = sender.substring(at + 1).toLowerCase(Locale.ROOT);
        String domain = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        if (at <= 0 || domain.isEmpty() || domain.equals(NO_DOMAIN)) {
            return Optional.of("an address without a domain");
        }
        if (LITERAL.matcher(domain).find()) {
            return Optional.of("an address literal");
        }
        if (local.contains(domain)) {
            return Optional.of("our own domain");
        }
        if (settings.isOptedOut(domain)) {
            return Optional.of("a domain that does not want to be asked");
        }
        // under <> alone no probe of ours can bring about one of theirs
        boolean mayLoop = settings.senders().stream().anyMatch(ours -> !ours.isEmpty());
        return mayLoop && house.callouts.isAsking(client.address())
                ? Optional.of("its server is being asked, and asks back")
                : Optional.empty();
    }
}
