package org.dotgate.hooks;

import java.util.List;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.LogFields;
import org.dotgate.filter.LogText;
import org.dotgate.insight.Happening.Command;
import org.dotgate.insight.Insight;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.policy.RecipientVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and operators which recipients were refused at RCPT, and James's metrics how many were and were not. Thread-safe. */
final class RecipientReport {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final Insight insight;
    private final Metric passed;
    private final Metric refused;

    RecipientReport(MetricFactory metrics, Insight insight) {
        this.insight = insight;
        this.passed = metrics.generate("dotgate.recipient.pass");
        this.refused = metrics.generate("dotgate.recipient.refused");
    }

    void judged(Client client, String sender, String recipient, RecipientVerdict verdict) {
        if (verdict.refusal().isEmpty()) {
            passed.increment();
            return;
        }
        refused.increment();
        Reply reply = verdict.refusal().get();
        insight.refused(Command.RCPT, client, sender, List.of(recipient), verdict.by(), reply, verdict.reason());
        LOGGER.info("recipient <{}> from <{}> at {}: REFUSED by {} \"{}\" ({}) {}", LogText.safe(recipient), LogText.safe(sender),
                LogText.safe(client.toString()), verdict.by(), reply, LogText.safe(verdict.reason()),
                LogFields.of("RCPT", client).with("outcome", Outcome.of(reply).label()).with("by", verdict.by()));
    }
}
