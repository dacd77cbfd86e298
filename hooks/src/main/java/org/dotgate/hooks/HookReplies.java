package org.dotgate.hooks;

import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.dotgate.mail.Reply;

/** Refusals, in the terms of James's hooks. */
final class HookReplies {
    private HookReplies() {}

    static HookResult refusal(Reply reply) {
        return HookResult.builder()
                .hookReturnCode(reply.isTransient() ? HookReturnCode.denySoft() : HookReturnCode.deny())
                .smtpReturnCode(String.valueOf(reply.code()))
                .smtpDescription(reply.enhanced() + " " + reply.text())
                .build();
    }
}
