package org.dotgate.hooks;

import org.dotgate.callout.CalloutVerdict;
import org.dotgate.filter.LogText;
import org.dotgate.insight.MetricName;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log which senders were refused at MAIL, or would have been but for shadow mode, and James's metrics what
 * call-outs have found. Thread-safe.
 */
final class SenderReport {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final Counters counters;

    SenderReport(Counters counters) {
        this.counters = counters.fromZero(MetricName.CALLOUT, MetricName.SENDER_REFUSED);
    }

    /** What has been found for one transaction, wherever it is told. */
    void found(Client client, String sender, CalloutVerdict verdict) {
        counters.count(MetricName.CALLOUT.of(verdict.note()));
        verdict.withheld().ifPresent(reply -> LOGGER.info("shadow: callout would have told {} \"{}\" about <{}> ({})",
                LogText.safe(client.toString()), reply, LogText.safe(sender), LogText.safe(verdict.toString())));
    }

    /** The sender is refused at MAIL. */
    void refused(Client client, String sender, CalloutVerdict verdict, Reply reply) {
        counters.count(MetricName.SENDER_REFUSED.only());
        LOGGER.info("sender <{}> at {}: REFUSED by callout \"{}\" ({})", LogText.safe(sender), LogText.safe(client.toString()),
                reply, LogText.safe(verdict.toString()));
    }
}
