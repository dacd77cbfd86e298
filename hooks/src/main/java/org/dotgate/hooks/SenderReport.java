package org.dotgate.hooks;

import java.util.List;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.filter.LogFields;
import org.dotgate.filter.LogText;
import org.dotgate.insight.Happening.Command;
import org.dotgate.insight.Insight;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and operators which senders were refused at MAIL, or would have been but for shadow mode, the log which passed and
 * why, and James's metrics what call-outs have found. Thread-safe.
 */
final class SenderReport {
    private static final String CALLOUT = "callout";
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final Counters counters;
    private final Insight insight;

    SenderReport(Counters counters, Insight insight) {
        this.counters = counters.fromZero(MetricName.CALLOUT, MetricName.SENDER);
        this.insight = insight;
    }

    /** What has been found for one transaction, wherever it is told. */
    void found(Client client, String sender, CalloutVerdict verdict) {
        counters.count(MetricName.CALLOUT.of(verdict.note()));
        if (verdict.withheld().isPresent()) {
            spared(client, sender, verdict, verdict.withheld().get());
        } else if (verdict.refusal().isEmpty()) {
            RecipientReport.PASSED.info("sender <{}> at {}: ACCEPTED by callout ({}) {}", LogText.safe(sender),
                    LogText.safe(client.toString()), LogText.safe(verdict.toString()),
                    LogFields.of("MAIL", client).with("outcome", Outcome.ACCEPTED.label()).with("by", CALLOUT));
        }
    }

    private void spared(Client client, String sender, CalloutVerdict verdict, Reply reply) {
        insight.spared(Command.MAIL, client, sender, List.of(), CALLOUT, reply, verdict.toString());
        LOGGER.info("shadow: callout would have told {} \"{}\" about <{}> ({}) {}", LogText.safe(client.toString()), reply,
                LogText.safe(sender), LogText.safe(verdict.toString()),
                LogFields.of("MAIL", client).with("shadow", Outcome.of(reply).label()).with("by", CALLOUT));
    }

    /** The sender is refused at MAIL. */
    void refused(Client client, String sender, CalloutVerdict verdict, Reply reply) {
        counters.count(MetricName.SENDER.of(Outcome.of(reply).label()));
        insight.refused(Command.MAIL, client, sender, List.of(), CALLOUT, reply, verdict.toString());
        LOGGER.info("sender <{}> at {}: REFUSED by callout \"{}\" ({}) {}", LogText.safe(sender), LogText.safe(client.toString()),
                reply, LogText.safe(verdict.toString()),
                LogFields.of("MAIL", client).with("outcome", Outcome.of(reply).label()).with("by", CALLOUT));
    }
}
