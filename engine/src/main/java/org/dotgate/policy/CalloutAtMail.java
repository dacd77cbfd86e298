package org.dotgate.policy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.CalloutCheck;
import org.dotgate.callout.CalloutSettings.ReplyAt;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.mail.Client;

/** Call-outs, begun at MAIL. Thread-safe. */
final class CalloutAtMail implements SenderPolicy {
    private final CalloutCheck check;

    CalloutAtMail(CalloutCheck check) {
        this.check = check;
    }

    @Override
    public boolean isAwaited() {
        return check.settings().replyAt() == ReplyAt.MAIL && !check.settings().isShadow();
    }

    @Override
    public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
        return isAwaited() ? check.atSender(client, sender) : check.begin(client, sender);
    }

    @Override
    public Optional<CalloutVerdict> known(Client client, String sender) {
        return check.known(client, sender);
    }
}
