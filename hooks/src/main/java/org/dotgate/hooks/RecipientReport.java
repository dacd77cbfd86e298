package org.dotgate.hooks;

import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.LogText;
import org.dotgate.mail.Client;
import org.dotgate.policy.RecipientVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log which recipients were refused at RCPT, and James's metrics how many were and were not. Thread-safe. */
final class RecipientReport {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final Metric passed;
    private final Metric refused;

    RecipientReport(MetricFactory metrics) {
        this.passed = metrics.generate("dotgate.recipient.pass");
        this.refused = metrics.generate("dotgate.recipient.refused");
    }

    void judged(Client client, String sender, String recipient, RecipientVerdict verdict) {
        if (verdict.refusal().isEmpty()) {
            passed.increment();
            return;
        }
        refused.increment();
        LOGGER.info("recipient <{}> from <{}> at {}: REFUSED by {} \"{}\" ({})", LogText.safe(recipient), LogText.safe(sender),
                LogText.safe(client.toString()), verdict.by(), verdict.refusal().get(), LogText.safe(verdict.reason()));
    }
}
