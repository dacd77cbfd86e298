package org.dotgate.hooks;

import java.util.List;
import org.dotgate.filter.LogFields;
import org.dotgate.filter.LogText;
import org.dotgate.insight.Happening.Command;
import org.dotgate.insight.Insight;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.policy.RecipientVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and operators which recipients were refused at RCPT, or would have been but for shadow mode, the log which passed
 * and why, and James's metrics how many did and did not. Thread-safe.
 */
final class RecipientReport {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");
    /** A logger of its own, so that whoever has too much of it can turn it off. */
    static final Logger PASSED = LoggerFactory.getLogger("org.dotgate.decision.passed");

    private final Counters counters;
    private final Insight insight;

    RecipientReport(Counters counters, Insight insight) {
        this.counters = counters.fromZero(MetricName.RECIPIENT, MetricName.RECIPIENT_BY);
        this.insight = insight;
    }

    void judged(Client client, String sender, String recipient, RecipientVerdict verdict) {
        if (verdict.refusal().isEmpty()) {
            counters.count(MetricName.RECIPIENT.of("pass"));
            verdict.withheld().ifPresentOrElse(reply -> spared(client, sender, recipient, verdict, reply),
                    () -> passed(client, sender, recipient, verdict));
            return;
        }
        Reply reply = verdict.refusal().get();
        counters.count(MetricName.RECIPIENT.of(Outcome.of(reply).label()));
        boolean isListed = MetricName.RECIPIENT_BY.kinds().contains(verdict.by());
        counters.count(MetricName.RECIPIENT_BY.of(isListed ? verdict.by() : "other"));
        insight.refused(Command.RCPT, client, sender, List.of(recipient), verdict.by(), reply, verdict.reason());
        LOGGER.info("recipient <{}> from <{}> at {}: REFUSED by {} \"{}\" ({}) {}", LogText.safe(recipient), LogText.safe(sender),
                LogText.safe(client.toString()), verdict.by(), reply, LogText.safe(verdict.reason()),
                LogFields.of("RCPT", client).with("outcome", Outcome.of(reply).label()).with("by", verdict.by()));
    }

    /** In the log only: these would push all else out of the last decisions. */
    private static void passed(Client client, String sender, String recipient, RecipientVerdict verdict) {
        PASSED.info("recipient <{}> from <{}> at {}: ACCEPTED by {} ({}) {}", LogText.safe(recipient), LogText.safe(sender),
                LogText.safe(client.toString()), verdict.by(), LogText.safe(verdict.reason()),
                LogFields.of("RCPT", client).with("outcome", Outcome.ACCEPTED.label()).with("by", verdict.by()));
    }

    private void spared(Client client, String sender, String recipient, RecipientVerdict verdict, Reply reply) {
        insight.spared(Command.RCPT, client, sender, List.of(recipient), verdict.by(), reply, verdict.reason());
        LOGGER.info("shadow: {} would have told {} \"{}\" about recipient <{}> from <{}> ({}) {}", verdict.by(),
                LogText.safe(client.toString()), reply, LogText.safe(recipient), LogText.safe(sender), LogText.safe(verdict.reason()),
                LogFields.of("RCPT", client).with("shadow", Outcome.of(reply).label()).with("by", verdict.by()));
    }
}
