package org.dotgate.cli.judge;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.dotgate.cli.ProgressBar;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.Figures;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.Policy;

/** Judges one message after the other, has told what was found, and counts. One thread at a time. */
final class Judgement implements MailFiles.Receiver {
    private final Policy policy;
    private final Workshop workshop;
    private final Client client;
    private final Envelope envelope;
    private final Telling telling;
    private final ProgressBar progress;
    private final Tally tally = new Tally();
    private final Figures figures = new Figures();

    Judgement(Policy policy, Workshop workshop, Client client, Envelope envelope, Telling telling, ProgressBar progress) {
        this.policy = policy;
        this.workshop = workshop;
        this.client = client;
        this.envelope = envelope;
        this.telling = telling;
        this.progress = progress;
    }

    @Override
    public void receive(String name, byte[] octets) {
        LongSupplier clock = workshop.house().timer()::nanos;
        long began = clock.getAsLong();
        try (SpooledMessage message = workshop.spool().of(octets)) {
            Transaction transaction = new Transaction("judge-" + (tally.total() + 1), Event.DOT, client, envelope, message);
            if (!policy.dot().acquire()) {
                throw new IllegalStateException("the configuration was given up");
            }
            ChainRun run = new ChainRun(policy.dot(), transaction, workshop.house(), began);
            workshop.house().workers().execute(run::start);
            Decision decision = run.decision().join();
            Duration time = Duration.ofNanos(clock.getAsLong() - began);
            run.ended().join();
            tally.add(decision, time);
            figures.decided(time);
            decision.results().forEach(figures::filterEnded);
            progress.clear();
            telling.decided(name, decision, time);
        }
        progress.advance(octets.length);
    }

    @Override
    public void unreadable(String name, String problem) {
        tally.addUnreadable();
        progress.clear();
        telling.unreadable(name, problem);
    }

    /**
     * Has the whole told.
     *
     * @return whether every message would be accepted
     */
    boolean summary() {
        progress.clear();
        telling.summary(tally, figures);
        return tally.accepted() == tally.total();
    }

    /** Whether there was no message, nor anything that could not be read. */
    boolean isEmpty() {
        return tally.total() == 0;
    }
}
