package org.dotgate.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.DotSettings;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.Replies;
import org.dotgate.filter.Transaction;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.Policy;
import org.dotgate.spool.Spool;
import org.dotgate.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters of one configuration file, run by name over a mail, while the calling thread waits. A run ends when all of
 * its filters have: each has its own time-out, and nothing is left working on a mail that has moved on. Thread-safe.
 */
final class NamedFilters {
    private static final Logger LOGGER = LoggerFactory.getLogger(NamedFilters.class);
    /** What a run may take beyond the time-outs of its filters, so that it is always these that say what happens. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);
    /** The run's own budget comes first; this is for a run whose worker is stuck in somebody's code. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LivePolicy policy;
    private final ChainHouse house;
    private final Workers workers;
    private final Spool spool;

    NamedFilters(LivePolicy policy, ChainHouse house, Workers workers, Spool spool) {
        this.policy = policy;
        this.house = house;
        this.workers = workers;
        this.spool = spool;
    }

    /** The names there are. */
    Collection<String> names() {
        return policy.current().dot().named().keySet();
    }

    /**
     * Has the filters judge the mail, one after the other.
     *
     * @return accepted, refused by one of them, or deferred when the mail could not be judged
     */
    Decision judge(Mail mail, List<String> names) {
        Optional<Policy> inForce = policy.acquire();
        if (inForce.isEmpty()) {
            return unjudged("shutdown");
        }
        FilterChain owner = inForce.get().dot();
        SpooledMessage message = null;
        boolean running = false;
        try {
            FilterChain chain = chain(owner, names);
            if (chain == null) {
                LOGGER.error("Of the filters {} that mail {} is to be judged by, the changed configuration has only {}",
                        names, mail.getName(), owner.named().keySet());
                return unjudged("configuration");
            }
            message = spooled(mail);
            ChainRun run = new ChainRun(chain, new Transaction(mail.getName(), Event.DOT, MailFacts.client(mail),
                    MailFacts.envelope(mail), message), house);
            CompletableFuture<Void> over = run.ended().thenRun(ending(message, owner));
            running = workers.admit(run::start);
            return running ? await(run, over, chain.settings().budget().plus(PATIENCE), mail) : unjudged("busy");
        } catch (IOException | MessagingException e) {
            LOGGER.error("Mail {} cannot be spooled", mail.getName(), e);
            return unjudged("spool");
        } finally {
            if (!running) {
                ending(message, owner).run();
            }
        }
    }

    private static FilterChain chain(FilterChain owner, List<String> names) {
        List<FilterStep> steps = new ArrayList<>();
        Duration budget = LEEWAY;
        for (String name : names) {
            FilterStep step = owner.named().get(name);
            if (step == null) {
                return null;
            }
            steps.add(step);
            budget = budget.plus(step.timeout());
        }
        // the filters stay the owner's, who closes them: this chain lives for one mail
        FilterChain chain = new FilterChain(DotSettings.withoutClient(budget), steps, Map.of());
        chain.acquire();
        return chain;
    }

    private SpooledMessage spooled(Mail mail) throws IOException, MessagingException {
        try (InputStream content = new MimeMessageInputStream(mail.getMessage())) {
            return spool.of(content);
        }
    }

    private static Runnable ending(SpooledMessage message, FilterChain owner) {
        return () -> {
            if (message != null) {
                message.close();
            }
            owner.release();
        };
    }

    private static Decision await(ChainRun run, CompletableFuture<Void> over, Duration longest, Mail mail) {
        try {
            over.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return run.decision().join();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.error("Mail {} could not be judged", mail.getName(), e);
            run.clientDropped();
            return unjudged("error");
        } catch (InterruptedException e) {
            run.clientDropped();
            Thread.currentThread().interrupt();
            return unjudged("shutdown");
        }
    }

    private static Decision unjudged(String why) {
        return Decision.deferred(Replies.TRY_AGAIN, why, List.of());
    }
}
