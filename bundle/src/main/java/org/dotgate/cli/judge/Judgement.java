package org.dotgate.cli.judge;

import java.io.PrintWriter;
import java.util.Locale;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogText;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.Policy;

/** Judges one message after the other, prints what was found, and counts. One thread at a time. */
final class Judgement implements MailFiles.Receiver {
    private final Policy policy;
    private final Workshop workshop;
    private final Client client;
    private final Envelope envelope;
    private final PrintWriter out;
    private int accepted;
    private int refused;
    private int deferred;
    private int unreadable;

    Judgement(Policy policy, Workshop workshop, Client client, Envelope envelope, PrintWriter out) {
        this.policy = policy;
        this.workshop = workshop;
        this.client = client;
        this.envelope = envelope;
        this.out = out;
    }

    @Override
    public void receive(String name, byte[] octets) {
        try (SpooledMessage message = workshop.spool().of(octets)) {
            Transaction transaction = new Transaction("judge-" + (total() + 1), Event.DOT, client, envelope, message);
            if (!policy.dot().acquire()) {
                throw new IllegalStateException("the configuration was given up");
            }
            ChainRun run = new ChainRun(policy.dot(), transaction, workshop.house());
            workshop.house().workers().execute(run::start);
            Decision decision = run.decision().join();
            run.ended().join();
            tell(name, decision);
        }
        out.flush();
    }

    private void tell(String name, Decision decision) {
        boolean passed = decision.kind() == Decision.Kind.ACCEPTED;
        if (passed) {
            accepted++;
        } else if (decision.kind() == Decision.Kind.REFUSED) {
            refused++;
        } else {
            deferred++;
        }
        String by = passed ? "" : " by " + decision.by();
        String reply = decision.reply().map(given -> ": " + given).orElse("");
        out.println(LogText.safe(name) + ": " + decision.kind().name().toLowerCase(Locale.ROOT) + by + reply);
        for (FilterResult result : decision.results()) {
            String keeps = result.verdict().outcome() == Verdict.Outcome.FAIL_KEEP ? ", a copy would be kept" : "";
            out.println("    " + result + keeps);
        }
    }

    @Override
    public void unreadable(String name, String problem) {
        unreadable++;
        out.println(LogText.safe(name) + ": " + LogText.safe(problem));
    }

    private int total() {
        return accepted + refused + deferred + unreadable;
    }

    /**
     * Prints the counts.
     *
     * @return whether every message would be accepted
     */
    boolean summary() {
        out.println(total() + (total() == 1 ? " message: " : " messages: ") + accepted + " accepted, " + refused
                + " refused, " + deferred + " deferred" + (unreadable == 0 ? "" : ", " + unreadable + " unreadable"));
        return accepted == total();
    }
}
