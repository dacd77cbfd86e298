package org.dotgate.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.mail.MessagingException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.Replies;
import org.dotgate.filter.Transaction;
import org.dotgate.hooks.gate.ClientFacts;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.Unjudged;
import org.dotgate.mail.Client;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a message on the calling thread, for installations without a gate. Thread-safe. */
final class BlockingDot {
    private static final Logger LOGGER = LoggerFactory.getLogger(BlockingDot.class);
    /** The run's own budget comes first; this bound is for a run that was lost. */
    private static final long LONGEST_SECONDS = 180;

    private final GateHouse house;

    BlockingDot(GateHouse house) {
        this.house = house;
    }

    Decision judge(SMTPSession session, Mail mail) {
        long begun = house.chains().timer().nanos();
        Client client = ClientFacts.client(session);
        Optional<Policy> inForce = house.acquirePolicy();
        if (inForce.isEmpty()) {
            return unjudged(session, mail, client, begun, Decision.deferred(Replies.BUSY, "shutdown", List.of()));
        }
        FilterChain chain = inForce.get().dot();
        Optional<String> spared = inForce.get().spares(client);
        if (spared.isPresent()) {
            chain.release();
            return unjudged(session, mail, client, begun, Decision.accepted(spared.get(), List.of()));
        }
        ChainRun run;
        try {
            run = run(chain, client, session, mail);
        } catch (IOException | MessagingException e) {
            chain.release();
            LOGGER.error("Message {} cannot be spooled", mail.getName(), e);
            return unjudged(session, mail, client, begun, Decision.deferred(Replies.TRY_AGAIN, "spool", List.of()));
        }
        house.workers().execute(run::start);
        try {
            return run.decision().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.error("Message {} could not be judged", mail.getName(), e);
            return unjudged(session, mail, client, begun, Decision.deferred(Replies.TRY_AGAIN, "error", List.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unjudged(session, mail, client, begun, Decision.deferred(Replies.TRY_AGAIN, "shutdown", List.of()));
        }
    }

    private Decision unjudged(SMTPSession session, Mail mail, Client client, long begun, Decision decision) {
        Unjudged.tell(house.chains(), mail.getName(), client, ClientFacts.envelope(session), decision, begun);
        return decision;
    }

    private ChainRun run(FilterChain chain, Client client, SMTPSession session, Mail mail)
            throws IOException, MessagingException {
        SpooledMessage message;
        try (InputStream content = new MimeMessageInputStream(mail.getMessage())) {
            message = house.spool().of(content);
        }
        ChainRun run = new ChainRun(chain,
                new Transaction(mail.getName(), Event.DOT, client, ClientFacts.envelope(session), message),
                house.chains(), house.chains().timer().nanos());
        run.ended().thenRun(message::close);
        return run;
    }
}
