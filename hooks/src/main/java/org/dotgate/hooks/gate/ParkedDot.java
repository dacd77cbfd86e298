package org.dotgate.hooks.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.DotSettings;
import org.dotgate.filter.DotSettings.OnDrop;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.Replies;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.Policy;
import org.dotgate.time.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session parked at its dot, from the dot's arrival to its reply. The session belongs to this dot's worker; the I/O
 * thread only tells it what the client does. The lock is the object itself: it guards what is said to the client, so
 * that no continuation line can come behind the last one.
 */
public final class ParkedDot implements Parked {
    private static final Logger LOGGER = LoggerFactory.getLogger(ParkedDot.class);
    private static final Reply SPOOL_TROUBLE = Reply.of(451, "4.3.0", "Message cannot be spooled, please try again later");
    private static final Reply JAMES_TROUBLE = Reply.of(451, "4.3.0", "Error processing message, please try again later");
    private static final Reply HELD_ACCEPTED = Reply.of(250, "2.0.0", "Message received");

    private final GateHouse house;
    private final Lane lane;
    private final Consumer<Response> follow;
    private final DetachedSession detached;
    private final Errand errand;
    private final long arrived;
    private final Envelope envelope;
    private final ParkedSession told;

    private Function<SMTPSession, Response> james;
    private Transaction transaction;
    private ChainRun run;
    private OnDrop onDrop = OnDrop.DISCARD;
    private boolean dropped;
    private boolean quit;
    private boolean answering;
    private int heldBy;
    private Alarm keepalive = () -> {};
    /** The worker on which the run is being started, for as long as that takes. */
    private volatile Thread starter;

    /**
     * Moves the transaction out of the session. To be called by the session's owner.
     *
     * @param follow writes the reply to the dot, and lets the lane's waiting lines follow
     */
    ParkedDot(GateHouse house, Lane lane, Consumer<Response> follow) {
        this.house = house;
        this.lane = lane;
        this.follow = follow;
        this.arrived = house.chains().timer().nanos();
        this.detached = DetachedSession.from(lane.session());
        this.errand = new Errand(lane, () -> LifecycleUtil.dispose(detached.message()));
        this.envelope = ClientFacts.envelope(detached.session());
        this.told = new ParkedSession(Command.DOT, ClientFacts.clientAtOnce(detached.session()), envelope,
                detached.message().getSourceId(), this::running, house.chains().timer(), arrived);
        detached.session().setAttachment(DotVerdict.KEY, new DotVerdict(this), State.Transaction);
    }

    /** Begins to judge, on a worker. */
    void judge(Function<SMTPSession, Response> dotToJames) {
        james = dotToJames;
        errand.run(this::begin);
    }

    private void begin() {
        ExtendedSMTPSession session = detached.session();
        Client client = ClientFacts.client(session);
        Optional<Policy> inForce = house.acquirePolicy();
        if (inForce.isEmpty()) {
            answerUnjudged(client, Decision.deferred(Replies.BUSY, "shutdown", List.of()));
            return;
        }
        FilterChain chain = inForce.get().dot();
        // what is too big James refuses, and has not kept whole
        Optional<String> spared = Unjudged.isTooBig(session) ? Optional.of(Unjudged.SIZE) : inForce.get().spares(client);
        if (spared.isPresent()) {
            chain.release();
            answerUnjudged(client, Decision.accepted(spared.get(), List.of()));
            return;
        }
        SpooledMessage message;
        try {
            message = spooled();
        } catch (IOException | RuntimeException e) {
            chain.release();
            LOGGER.error("Message {} cannot be spooled", detached.message().getSourceId(), e);
            answerUnjudged(client, Decision.deferred(SPOOL_TROUBLE, "spool", List.of()));
            return;
        }
        start(chain, new Transaction(detached.message().getSourceId(), Event.DOT, client, envelope, message));
    }

    private void answerUnjudged(Client client, Decision decision) {
        tell(client, Unjudged.outcome(decision, mayBeTaken()));
        answer(decision);
    }

    private void tell(Client client, Decision decision) {
        Unjudged.tell(house.chains(), detached.message().getSourceId(), client, envelope, decision, arrived);
    }

    private void start(FilterChain chain, Transaction judged) {
        ChainRun started = new ChainRun(chain, judged, house.chains(), arrived);
        Hold hold = new Hold(judged.message());
        started.ended().thenRun(hold::release);
        started.decision().thenAccept(decision -> {
            Runnable answer = () -> errand.run(() -> {
                try {
                    answer(decision);
                } finally {
                    hold.release();
                }
            });
            // filters that had their verdicts at once have not left this worker: another would only have to be woken
            if (Thread.currentThread() == starter) {
                answer.run();
            } else {
                house.workers().execute(answer);
            }
        });
        boolean droppedAlready;
        boolean quitAlready;
        synchronized (this) {
            transaction = judged;
            run = started;
            onDrop = chain.settings().onDrop();
            droppedAlready = dropped;
            quitAlready = quit;
        }
        if (droppedAlready) {
            started.clientDropped();
        } else if (quitAlready) {
            started.clientQuit();
        }
        keepAlive(chain.settings());
        starter = Thread.currentThread();
        try {
            started.start();
        } finally {
            starter = null;
        }
    }

    private SpooledMessage spooled() throws IOException {
        OutputStream out = detached.message().getWritableOutputStream();
        out.flush();
        return JamesSpool.copy(detached.message(), out, house.spool());
    }

    private void keepAlive(DotSettings settings) {
        Duration interval = settings.keepalive();
        if (interval.isZero()) {
            return;
        }
        synchronized (this) {
            if (answering || dropped) {
                return;
            }
            keepalive = house.chains().timer().in(interval, () -> {
                holdClient(settings.keepaliveCode());
                keepAlive(settings);
            });
        }
    }

    private synchronized void holdClient(int code) {
        if (!answering && !dropped && run.holdClient(code)) {
            heldBy = code;
            Replying.write(lane.session(), Replying.continuation(code));
        }
    }

    @Override
    public ParkedSession told() {
        return told;
    }

    private String running() {
        ChainRun running;
        synchronized (this) {
            running = run;
        }
        return running == null ? "" : running.running();
    }

    @Override
    public void clientDropped() {
        ChainRun running;
        synchronized (this) {
            dropped = true;
            running = run;
        }
        if (running != null) {
            running.clientDropped();
        }
    }

    @Override
    public void clientQuit() {
        ChainRun running;
        synchronized (this) {
            quit = true;
            running = run;
        }
        if (running != null) {
            running.clientQuit();
        }
    }

    /** Refuses the dot before anything was done about it, on the session's thread. */
    Response turnAway() {
        LOGGER.warn("Message {} is put off: more waits to be judged than can be", detached.message().getSourceId());
        tell(ClientFacts.clientAtOnce(detached.session()), Decision.deferred(Replies.BUSY, "busy", List.of()));
        giveUp();
        lane.leave();
        return Replying.of(Replies.BUSY);
    }

    /** Whether James may still take the message: its client is there, or {@code on-drop = accept}. */
    synchronized boolean mayBeTaken() {
        return !dropped || onDrop == OnDrop.ACCEPT;
    }

    private void answer(Decision decision) {
        int held;
        synchronized (this) {
            answering = true;
            held = heldBy;
            keepalive.cancel();
        }
        Response response = response(decision, held);
        lane.leave();
        follow.accept(response);
    }

    private Response response(Decision decision, int held) {
        boolean take = decision.kind() == Decision.Kind.ACCEPTED && held != 451 && mayBeTaken();
        if (take) {
            Response response = forward(decision);
            return held == 250 && !response.getRetCode().equals("250") ? keepInstead("James", response.toString()) : response;
        }
        giveUp();
        // who is gone has not seen the last line, and will send the message again
        if (held == 250 && mayBeTaken()) {
            return decision.isKept() ? Replying.of(HELD_ACCEPTED) : keepInstead(decision.by(), decision.toString());
        }
        return Replying.of(held == 451 ? Replies.TRY_AGAIN : decision.reply().orElse(Replies.TRY_AGAIN));
    }

    /** A client that was promised a 250 gets it, and the operator the message; if that cannot be, it gets no last line. */
    private Response keepInstead(String by, String reason) {
        return house.keeper().keep(transaction, by, reason) ? Replying.of(HELD_ACCEPTED) : Replying.hangUp();
    }

    private Response forward(Decision decision) {
        ExtendedSMTPSession session = detached.session();
        session.getAttachment(DotVerdict.KEY, State.Transaction).ifPresent(verdict -> verdict.decide(decision));
        Response response;
        try {
            response = james.apply(session);
        } catch (RuntimeException e) {
            LOGGER.error("James could not process message {}", detached.message().getSourceId(), e);
            response = null;
        }
        lane.takeBack(detached);
        giveUp();
        return response == null ? Replying.of(JAMES_TROUBLE) : response;
    }

    /** Ends the transaction on both sessions; the message James holds is gone after this. */
    private void giveUp() {
        LifecycleUtil.dispose(detached.message());
        lane.endTransaction();
    }
}
