package org.dotgate.filter.allow;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.dotgate.correspondents.Address;
import org.dotgate.correspondents.Correspondents;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;

/**
 * Accepts what comes from a network of the list, and what a sender of the list, or a correspondent of all recipients, sends
 * with proof. Everything else passes: this filter never refuses. Thread-safe.
 */
final class AllowFilter implements Filter {
    /** A message to more recipients is not a letter that all of them wait for; the store is not asked that often. */
    static final int MAX_RECIPIENTS = Correspondents.MAX_LEARNED;

    private final AllowList list;
    private final SenderAuth auth;
    private final Correspondents correspondents;
    private final Executor workers;

    /** @param correspondents those who are accepted besides the list; null if there are none */
    AllowFilter(AllowList list, SenderAuth auth, Correspondents correspondents, Executor workers) {
        this.list = list;
        this.auth = auth;
        this.correspondents = correspondents;
        this.workers = workers;
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        Optional<Network> network = list.networkOf(transaction.client().address());
        if (network.isPresent()) {
            return done(Verdict.accept(
                    "client " + transaction.client().address().getHostAddress() + " is allowed as " + network.get()));
        }
        Optional<Address> sender = Address.of(transaction.envelope().sender());
        if (sender.isEmpty()) {
            return done(Verdict.pass());
        }
        Optional<String> entry = list.entryOf(sender.get());
        if (entry.isPresent()) {
            return vouched(transaction, sender.get(), "is allowed as " + entry.get(), cancellation);
        }
        return correspondents == null ? done(Verdict.pass()) : ifKnown(transaction, sender.get(), cancellation);
    }

    private CompletionStage<Verdict> ifKnown(Transaction transaction, Address sender, Cancellation cancellation) {
        List<Optional<Address>> written = transaction.envelope().recipients().stream().limit(MAX_RECIPIENTS + 1)
                .map(Address::of).collect(Collectors.toList());
        if (written.isEmpty() || written.size() > MAX_RECIPIENTS || !written.stream().allMatch(Optional::isPresent)) {
            return done(Verdict.pass());
        }
        List<Address> recipients = written.stream().flatMap(Optional::stream).distinct().collect(Collectors.toList());
        // most senders are strangers to the first recipient already
        return correspondents.knows(recipients.get(0), sender)
                .thenCompose(known -> known ? knowAll(recipients.subList(1, recipients.size()), sender) : done(false))
                .thenComposeAsync(known -> known
                        ? vouched(transaction, sender, "is known to " + (recipients.size() > 1 ? "all recipients" : "the recipient"),
                                cancellation)
                        : done(Verdict.pass()), workers);
    }

    private CompletionStage<Boolean> knowAll(List<Address> recipients, Address sender) {
        List<CompletableFuture<Boolean>> answers = recipients.stream()
                .map(recipient -> correspondents.knows(recipient, sender).toCompletableFuture())
                .collect(Collectors.toList());
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().allMatch(CompletableFuture::join));
    }

    private CompletionStage<Verdict> vouched(Transaction transaction, Address sender, String why, Cancellation cancellation) {
        return auth.check(transaction, sender, cancellation).thenApply(vouched -> vouched.holds()
                ? Verdict.accept("sender " + sender + " " + why + "; " + vouched.found())
                : Verdict.pass("sender " + sender + " " + why + ", but nothing vouches for it: " + vouched.found()));
    }

    private static <T> CompletionStage<T> done(T result) {
        return CompletableFuture.completedFuture(result);
    }
}
