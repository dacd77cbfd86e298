package org.dotgate.it.filters;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.protocols.smtp.MailEnvelope;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MessageHook;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/**
 * Another maker's hook that holds its thread until it is let go, as a scanner on the network would. It does so for
 * senders that begin with {@code blocked}. Thread-safe.
 */
public abstract class BlockingHook {
    private static final AtomicInteger BLOCKED = new AtomicInteger();
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    /** Has messages block from now on. */
    public static void block() {
        BLOCKED.set(0);
        gate = new CountDownLatch(1);
    }

    /** Lets all go, and nothing block any more. */
    public static void letGo() {
        gate.countDown();
    }

    /** How many have come to the hook since it blocks. */
    public static int blocked() {
        return BLOCKED.get();
    }

    HookResult pass(String sender) {
        if (sender.startsWith("blocked")) {
            BLOCKED.incrementAndGet();
            try {
                if (!gate.await(60, TimeUnit.SECONDS)) {
                    return HookResult.DENYSOFT;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return HookResult.DENYSOFT;
            }
        }
        return HookResult.DECLINED;
    }

    /** The hook as James's own kind. */
    public static final class OfJames extends BlockingHook implements JamesMessageHook {
        @Override
        public HookResult onMessage(SMTPSession session, Mail mail) {
            return pass(mail.getMaybeSender().asString(""));
        }
    }

    /** The hook as the protocol library's kind. */
    public static final class OfProtocols extends BlockingHook implements MessageHook {
        @Override
        public HookResult onMessage(SMTPSession session, MailEnvelope mail) {
            return pass(mail.getMaybeSender().asString(""));
        }
    }
}
