package org.dotgate.policy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistResult;
import org.dotgate.mail.Client;

/** The greylist, asked at RCPT. Thread-safe. */
final class GreylistAtRcpt implements RecipientPolicy {
    private static final String NAME = "greylist";

    private final GreylistCheck check;

    GreylistAtRcpt(GreylistCheck check) {
        this.check = check;
    }

    @Override
    public CompletionStage<RecipientVerdict> judge(Client client, String sender, String recipient, Cancellation cancellation) {
        CompletableFuture<GreylistResult> result = check.atRecipient(client, sender, recipient);
        if (!result.isDone()) {
            cancellation.onCancel(() -> result.cancel(false));
        }
        return result.thenApply(GreylistAtRcpt::verdict);
    }

    private static RecipientVerdict verdict(GreylistResult result) {
        if (result.refusal().isPresent()) {
            return RecipientVerdict.refuse(result.refusal().get(), NAME, result.toString());
        }
        if (result.withheld().isPresent()) {
            return RecipientVerdict.spare(result.withheld().get(), NAME, result.toString());
        }
        Map<String, String> headers = result.header().map(text -> Map.of(GreylistResult.HEADER, text)).orElse(Map.of());
        return RecipientVerdict.pass(NAME, result.toString(), headers);
    }
}
