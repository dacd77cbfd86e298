package org.dotgate.hooks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.filter.LogFields;
import org.dotgate.filter.LogText;
import org.dotgate.insight.Happening.Command;
import org.dotgate.insight.Insight;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and operators which senders were refused at MAIL, or would have been but for shadow mode, and James's metrics what
 * call-outs have found. Thread-safe.
 */
final class SenderReport {
    private static final String CALLOUT = "callout";
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final MetricFactory metrics;
    private final Insight insight;
    /** By what is noted, of which there are eight. */
    private final Map<String, Metric> counters = new ConcurrentHashMap<>();

    SenderReport(MetricFactory metrics, Insight insight) {
        this.insight = insight;
        this.metrics = metrics;
    }

    /** What has been found for one transaction, wherever it is told. */
    void found(Client client, String sender, CalloutVerdict verdict) {
        counters.computeIfAbsent("dotgate.callout." + verdict.note(), metrics::generate).increment();
        verdict.withheld().ifPresent(reply -> spared(client, sender, verdict, reply));
    }

    private void spared(Client client, String sender, CalloutVerdict verdict, Reply reply) {
        insight.spared(Command.MAIL, client, sender, List.of(), CALLOUT, reply, verdict.toString());
        LOGGER.info("shadow: callout would have told {} \"{}\" about <{}> ({}) {}", LogText.safe(client.toString()), reply,
                LogText.safe(sender), LogText.safe(verdict.toString()),
                LogFields.of("MAIL", client).with("shadow", Outcome.of(reply).label()).with("by", CALLOUT));
    }

    /** The sender is refused at MAIL. */
    void refused(Client client, String sender, CalloutVerdict verdict, Reply reply) {
        insight.refused(Command.MAIL, client, sender, List.of(), CALLOUT, reply, verdict.toString());
        LOGGER.info("sender <{}> at {}: REFUSED by callout \"{}\" ({}) {}", LogText.safe(sender), LogText.safe(client.toString()),
                reply, LogText.safe(verdict.toString()),
                LogFields.of("MAIL", client).with("outcome", Outcome.of(reply).label()).with("by", CALLOUT));
    }
}
