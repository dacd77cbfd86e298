package org.dotgate.benchmarks.james;

import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/**
 * How a check that takes its time is written for James alone: it blocks the thread it is called on. Runs in James's
 * process, without Dotgate. {@code <millis>} says how long. Thread-safe.
 */
public final class SleepingHook implements JamesMessageHook {
    private long millis;

    @Override
    public void init(Configuration config) {
        millis = config.getLong("millis");
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return HookResult.DECLINED;
    }
}
