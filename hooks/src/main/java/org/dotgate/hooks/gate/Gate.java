package org.dotgate.hooks.gate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.DataLineJamesMessageHookHandler;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.dotgate.hooks.gate.Lane.Arrival;
import org.dotgate.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way every line of every session takes: straight on to James while the session's lane is free, into the lane while
 * it is busy; at the end of DATA into a {@link ParkedDot}, and at a command whose hooks wait for an answer into a
 * {@link ParkedCommand}. Thread-safe: called by I/O threads, and by the workers that let a lane's waiting lines follow.
 */
public final class Gate {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gate.class);
    private static final Reply OVERFLOW = Reply.of(421, "4.3.2", "Too much input without waiting for a reply");
    private static final Reply TLS_OUT_OF_ORDER = Reply.of(503, "5.5.1", "STARTTLS may not be sent before the reply to what came before it");
    private static final Reply AUTH_OUT_OF_ORDER = Reply.of(421, "4.5.0", "Nothing may follow AUTH without waiting for its reply");

    private final GateHouse house;
    private final LineHandler<SMTPSession> commands;
    private final LineHandler<SMTPSession> content;
    private final Map<SMTPSession, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * @param commands James's handler of command lines
     * @param content James's handlers of content lines behind this gate
     */
    public Gate(GateHouse house, LineHandler<SMTPSession> commands, LineHandler<SMTPSession> content) {
        this.house = house;
        this.commands = commands;
        this.content = content;
    }

    /**
     * A line has arrived, on the connection's I/O thread.
     *
     * @return what to write now; null, or a response of no lines, for nothing
     */
    public Response arrived(SMTPSession session, byte[] line) {
        Lane known = lanes.get(session);
        Lane lane = known != null ? known : lanes.computeIfAbsent(session, opened -> new Lane((ExtendedSMTPSession) opened));
        Arrival arrival = lane.arrive(line);
        switch (arrival) {
            case FREE:
                Response response = handle(lane, line);
                // a dot that was turned away has left the lane busy
                if (response != NoLines.INSTANCE && lane.isHeld()) {
                    lane.free();
                }
                return response;
            case QUITS:
                Parked parked = lane.parked();
                if (parked != null) {
                    parked.clientQuit();
                }
                return null;
            case OVERFLOWS:
                overflow(lane);
                return null;
            default:
                return null;
        }
    }

    /** A connection is gone; called on its I/O thread, before James clears the session. */
    public void disconnected(SMTPSession session) {
        Lane lane = lanes.remove(session);
        if (lane == null) {
            return;
        }
        lane.close();
        Parked parked = lane.parked();
        if (parked != null) {
            parked.clientDropped();
        }
    }

    /** How many sessions are parked, at their dot or at a command. */
    public long parked() {
        return lanes.values().stream().filter(lane -> lane.parked() != null).count();
    }

    /** The sessions that are parked now, in no order; those that park or wake meanwhile may be among them. */
    public List<ParkedSession> parkedSessions() {
        return lanes.values().stream().map(Lane::parked).filter(Objects::nonNull).map(Parked::told).collect(Collectors.toList());
    }

    /** Hands the line to James, or parks the session, which {@link NoLines} tells: from then on it is another's. */
    private Response handle(Lane lane, byte[] line) {
        ExtendedSMTPSession session = lane.session();
        if (session.getMimeMessageWriter() == null) {
            Response response = commands.onLine(session, line);
            shareRecipients(session);
            Optional<Questions> open = Questions.open(session);
            // what a hook without an answer has James say is not for the client
            return open.isPresent() ? parkAtCommand(lane, line, open.get()) : response;
        }
        return isDot(line) ? parkAtDot(lane, line) : content.onLine(session, line);
    }

    /**
     * Has the recipients in a list that another thread may read while one is added. For its log, James tells them on the I/O
     * thread at whatever arrives, the end of the connection too, and before it comes to the gate: when that failed, the client
     * got 451 and the session was never cleared. James adds to the list that it finds.
     */
    private static void shareRecipients(SMTPSession session) {
        session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction)
                .filter(recipients -> !(recipients instanceof CopyOnWriteArrayList))
                .ifPresent(recipients ->
                        session.setAttachment(SMTPSession.RCPT_LIST, new CopyOnWriteArrayList<>(recipients), State.Transaction));
    }

    /** As James tells the end of content: with its guard against SMTP smuggling on, only CRLF ends a line. */
    private static boolean isDot(byte[] line) {
        return line.length == 3 && line[0] == '.' && line[2] == '\n'
                && (line[1] == '\r' || !DataLineJamesMessageHookHandler.DETECT_SMTP_SMUGGLING);
    }

    private Response parkAtCommand(Lane lane, byte[] line, Questions questions) {
        ParkedCommand command = new ParkedCommand(house, lane, questions, line, () -> again(lane, line));
        park(lane, command);
        command.await();
        return NoLines.INSTANCE;
    }

    private void again(Lane lane, byte[] line) {
        lane.leave();
        if (lane.isClosed()) {
            return;
        }
        Response reply = inTurn(lane, line);
        if (reply != NoLines.INSTANCE) {
            follow(lane, reply);
        }
    }

    private Response parkAtDot(Lane lane, byte[] dotLine) {
        ParkedDot dot = new ParkedDot(house, lane, reply -> follow(lane, reply));
        park(lane, dot);
        boolean admitted = !house.chains().background().isBacklogged()
                && house.workers().admit(() -> dot.judge(detached -> content.onLine(detached, dotLine)));
        return admitted ? NoLines.INSTANCE : dot.turnAway();
    }

    private static void park(Lane lane, Parked parked) {
        Arrival already = lane.park(parked);
        if (already == Arrival.CLOSED) {
            parked.clientDropped();
        } else if (already == Arrival.QUITS) {
            parked.clientQuit();
        }
    }

    /**
     * Writes a reply and lets the waiting lines follow, one at a time, until there are none or the session parks again.
     * The lane is freed only when the connection's thread has come past the last reply: a line handled there before that
     * would be answered too early.
     */
    private void follow(Lane lane, Response reply) {
        Response written = reply;
        for (byte[] line = lane.next(); line != null; line = lane.next()) {
            write(lane, written);
            if (lane.isClosed()) {
                return;
            }
            written = inTurn(lane, line);
            if (written == NoLines.INSTANCE) {
                return;
            }
        }
        write(lane, new ReplyWithEcho(written, () -> quiet(lane)));
    }

    /** The connection's thread has come past the last reply. */
    private void quiet(Lane lane) {
        if (!lane.freeIfQuiet()) {
            house.workers().execute(() -> follow(lane, null));
        }
    }

    private static void write(Lane lane, Response reply) {
        if (reply == null || lane.isClosed()) {
            return;
        }
        if (reply.isEndSession()) {
            lane.close();
        }
        Replying.write(lane.session(), reply);
    }

    private Response inTurn(Lane lane, byte[] line) {
        boolean command = lane.session().getMimeMessageWriter() == null;
        if (command && Lane.isCommand(line, "STARTTLS")) {
            return Replying.of(TLS_OUT_OF_ORDER);
        }
        if (command && Lane.isCommand(line, "AUTH") && lane.hasWaiting()) {
            return Replying.last(AUTH_OUT_OF_ORDER);
        }
        try {
            return handle(lane, line);
        } catch (RuntimeException e) {
            LOGGER.error("A line of a session that was parked could not be handled", e);
            return Replying.last(Reply.of(451, "4.3.0", "Unable to process request"));
        }
    }

    private void overflow(Lane lane) {
        LOGGER.warn("Client {} sent more than {} octets without waiting for a reply; closing the connection",
                lane.session().getRemoteAddress(), Lane.MAX_WAITING);
        Parked parked = lane.parked();
        if (parked != null) {
            parked.clientDropped();
        }
        Replying.write(lane.session(), Replying.last(OVERFLOW));
    }
}
