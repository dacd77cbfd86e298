package org.dotgate.mailets;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.correspondents.Address;
import org.dotgate.correspondents.Correspondents;
import org.dotgate.insight.MetricName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down whom users write to, while the calling thread waits, as long as one call of the store may take. What cannot
 * be written is counted and logged, and hinders no mail. Thread-safe.
 */
final class Learning {
    private static final Logger LOGGER = LoggerFactory.getLogger(Learning.class);

    private final Correspondents correspondents;
    private final Duration patience;
    private final Metric learned;
    private final Metric failed;

    Learning(Correspondents correspondents, Duration patience, MetricFactory metrics) {
        this.correspondents = correspondents;
        this.patience = patience;
        this.learned = metrics.generate(MetricName.CORRESPONDENTS.of("learned"));
        this.failed = metrics.generate(MetricName.CORRESPONDENTS.of("failed"));
    }

    /**
     * @param mail its name in James's logs
     * @param expiry for how long it is remembered
     */
    void learn(String mail, Address user, Collection<Address> to, Duration expiry) {
        try {
            learned.add(correspondents.learn(user, to, expiry).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            failed.increment();
            // the warning is the correspondents', who give one a minute
            LOGGER.debug("Whom mail {} goes to is not learned", mail, e);
        } catch (TimeoutException e) {
            failed.increment();
            LOGGER.warn("Whom mail {} goes to may not be learned: the store has not answered within {} ms", mail, patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
