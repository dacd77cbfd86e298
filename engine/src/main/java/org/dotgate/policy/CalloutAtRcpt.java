package org.dotgate.policy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.CalloutCheck;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.MailAttributes;
import org.dotgate.mail.Client;

/**
 * Call-outs, applied at RCPT before and behind another policy: whose sender is known not to exist is refused at once; then
 * the other is asked, and whom it puts off is not kept waiting for a call-out; last, what is not known yet is waited for.
 * Thread-safe.
 */
final class CalloutAtRcpt implements RecipientPolicy {
    private static final String NAME = "callout";

    private final CalloutCheck check;
    private final RecipientPolicy other;

    CalloutAtRcpt(CalloutCheck check, RecipientPolicy other) {
        this.check = check;
        this.other = other;
    }

    @Override
    public CompletionStage<RecipientVerdict> judge(Client client, String sender, String recipient, Cancellation cancellation) {
        CompletableFuture<CalloutVerdict> asked = check.atRecipient(client, sender, recipient);
        if (asked.isDone() && asked.join().rejects()) {
            return asked.thenApply(verdict -> both(verdict, null));
        }
        if (!asked.isDone()) {
            cancellation.onCancel(() -> asked.cancel(false));
        }
        return other.judge(client, sender, recipient, cancellation).thenCompose(judged -> {
            if (judged.refusal().isPresent()) {
                asked.cancel(false);
                return CompletableFuture.completedFuture(judged);
            }
            return asked.thenApply(verdict -> both(verdict, judged));
        });
    }

    private RecipientVerdict both(CalloutVerdict verdict, RecipientVerdict judged) {
        if (verdict.refusal().isPresent()) {
            return RecipientVerdict.refuse(verdict.refusal().get(), NAME, verdict.toString());
        }
        // where nobody else was asked, the call-out is what lets pass
        RecipientVerdict passed = other == PASSES ? RecipientVerdict.pass(NAME, verdict.toString(), Map.of()) : judged;
        return passed.withAttributes(Map.of(MailAttributes.CALLOUT, verdict.note()));
    }
}
