package org.dotgate.hooks;

import org.dotgate.filter.LogText;
import org.dotgate.insight.MetricName;
import org.dotgate.mail.Client;
import org.dotgate.policy.RecipientVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log which recipients were refused at RCPT, and James's metrics how many were and were not. Thread-safe. */
final class RecipientReport {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final Counters counters;

    RecipientReport(Counters counters) {
        this.counters = counters.fromZero(MetricName.RECIPIENT, MetricName.RECIPIENT_REFUSED);
    }

    void judged(Client client, String sender, String recipient, RecipientVerdict verdict) {
        if (verdict.refusal().isEmpty()) {
            counters.count(MetricName.RECIPIENT.of("pass"));
            return;
        }
        counters.count(MetricName.RECIPIENT.of("refused"));
        boolean isListed = MetricName.RECIPIENT_REFUSED.kinds().contains(verdict.by());
        counters.count(MetricName.RECIPIENT_REFUSED.of(isListed ? verdict.by() : "other"));
        LOGGER.info("recipient <{}> from <{}> at {}: REFUSED by {} \"{}\" ({})", LogText.safe(recipient), LogText.safe(sender),
                LogText.safe(client.toString()), verdict.by(), verdict.refusal().get(), LogText.safe(verdict.reason()));
    }
}
