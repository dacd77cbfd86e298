package org.dotgate.verdicts;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Memory;
import org.dotgate.filter.Transaction;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of a chain's runs: knows a retry by its {@link Fingerprint}, which is made only when something is remembered
 * for the envelope at all. A message that cannot be read is not known, and judged anew. Thread-safe.
 */
public final class RememberedVerdicts implements Memory {
    private static final Logger LOGGER = LoggerFactory.getLogger(RememberedVerdicts.class);

    private final Timer timer;
    private Duration lifetime = Duration.ZERO;
    private volatile VerdictMemory verdicts;

    public RememberedVerdicts(Timer timer) {
        this.timer = timer;
        this.verdicts = new VerdictCache(lifetime, timer);
    }

    /** Remembers verdicts this long from now on; what is remembered is forgotten if that is another time than before. */
    public synchronized void keepFor(Duration time) {
        if (!time.equals(lifetime)) {
            lifetime = time;
            verdicts = new VerdictCache(time, timer);
        }
    }

    @Override
    public Optional<Decision> recall(Transaction transaction) {
        VerdictMemory memory = verdicts;
        if (!memory.mayKnow(transaction.envelope())) {
            return Optional.empty();
        }
        Optional<RememberedVerdict> known = fingerprint(transaction).flatMap(memory::find);
        known.ifPresent(verdict -> LOGGER.info("Message {} is the retry of one judged before: {}", transaction.id(), verdict));
        return known.map(RememberedVerdict::decision);
    }

    @Override
    public void remember(Transaction transaction, Decision decision) {
        fingerprint(transaction).ifPresent(fingerprint -> {
            verdicts.put(fingerprint, new RememberedVerdict(decision, timer.now()));
            LOGGER.info("The verdict on message {} is remembered for its retry as {}", transaction.id(), fingerprint);
        });
    }

    private static Optional<Fingerprint> fingerprint(Transaction transaction) {
        try {
            return Optional.of(Fingerprint.of(transaction.envelope(), transaction.message()));
        } catch (IOException e) {
            LOGGER.warn("Message {} cannot be read, so its retry will not be known: {}", transaction.id(), e.toString());
            return Optional.empty();
        }
    }
}
