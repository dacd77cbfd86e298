package org.dotgate.hooks.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/**
 * The order of one session's lines. A session is owned by one thread at a time: by the connection's I/O thread while the
 * lane is free, by a worker while it is busy. Lines that arrive meanwhile wait here, bounded, and are taken one at a time.
 *
 * <p>The lock is the object itself; it guards everything in here, and the hand-over of the session with it. Nothing
 * foreign is called under it but James's {@code popLineHandler}, which must not meet a connection being torn down.
 */
final class Lane {
    /** How many octets of lines may wait while the session is parked. */
    static final int MAX_WAITING = 64 * 1024;

    /** What a waiting line is charged besides its octets, so that a flood of empty ones is bounded as well. */
    private static final int KEEP = 16;

    /** What an arriving line finds. */
    enum Arrival {
        /** The lane is free: the line is the caller's to handle. */
        FREE,
        /** The line waits its turn. */
        WAITS,
        /** It waits, and it is a QUIT. */
        QUITS,
        /** Too much waits already; the lane is closed by this. */
        OVERFLOWS,
        /** The lane is closed; the line counts no more. */
        CLOSED
    }

    private final ExtendedSMTPSession session;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int octets;
    private boolean busy;
    private boolean closed;
    /** Busy or closed. Read without the lock, since content lines are many: while it is false, the I/O thread owns the lane. */
    private volatile boolean held;
    private boolean contentMayFollow;
    private Parked parked;

    Lane(ExtendedSMTPSession session) {
        this.session = session;
    }

    ExtendedSMTPSession session() {
        return session;
    }

    /** A line has arrived on the connection. */
    Arrival arrive(byte[] line) {
        return held ? arriveBehind(line) : Arrival.FREE;
    }

    private synchronized Arrival arriveBehind(byte[] line) {
        if (closed) {
            return Arrival.CLOSED;
        }
        if (!busy) {
            return Arrival.FREE;
        }
        octets += line.length + KEEP;
        if (octets > MAX_WAITING) {
            close();
            return Arrival.OVERFLOWS;
        }
        waiting.add(line);
        if (contentMayFollow) {
            return Arrival.WAITS;
        }
        contentMayFollow = isCommand(line, "DATA");
        return isCommand(line, "QUIT") ? Arrival.QUITS : Arrival.WAITS;
    }

    /**
     * Parks the session at its dot or at a command: from here on it belongs to the worker that goes on with it.
     *
     * @return what is known already: {@code QUITS} if a QUIT waits behind, {@code CLOSED} if the client is gone, else
     *     {@code WAITS}
     */
    synchronized Arrival park(Parked at) {
        busy = true;
        held = true;
        parked = at;
        if (closed) {
            return Arrival.CLOSED;
        }
        for (byte[] line : waiting) {
            contentMayFollow = isCommand(line, "DATA");
            if (contentMayFollow || isCommand(line, "QUIT")) {
                return contentMayFollow ? Arrival.WAITS : Arrival.QUITS;
            }
        }
        return Arrival.WAITS;
    }

    /** What the session waits for, or null. */
    synchronized Parked parked() {
        return parked;
    }

    /** What the session waited for is there; it stays with its worker until no more lines wait. */
    synchronized void leave() {
        parked = null;
        contentMayFollow = false;
    }

    /** The next waiting line, or null if there is none; the lane stays busy. */
    synchronized byte[] next() {
        byte[] line = closed ? null : waiting.poll();
        if (line != null) {
            octets -= line.length + KEEP;
        }
        return line;
    }

    /** Frees the lane if no line waits. */
    synchronized boolean freeIfQuiet() {
        if (!waiting.isEmpty()) {
            return false;
        }
        free();
        return true;
    }

    /** Frees the lane, whatever waits; for the thread that has just handled a line that had not to wait. */
    synchronized void free() {
        busy = false;
        held = closed;
    }

    /** Whether the lane is busy or closed. */
    boolean isHeld() {
        return held;
    }

    /** Whether lines wait. */
    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The connection is gone, or to be closed. */
    synchronized void close() {
        closed = true;
        held = true;
        waiting.clear();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Gives the connection's session what hooks have noted about the connection, unless that is gone. */
    synchronized void takeBack(DetachedSession detached) {
        if (!closed) {
            detached.writeBackTo(session);
        }
    }

    /**
     * Ends the mail transaction on the connection: James's handler of content lines is taken off, the session's state
     * cleared. Not on a connection that is gone, which James clears itself.
     */
    synchronized void endTransaction() {
        if (!closed) {
            session.popLineHandler();
            session.resetState();
        }
    }

    /** Whether the line is this command, with or without an argument. */
    static boolean isCommand(byte[] line, String command) {
        if (line.length < command.length() || line.length > 1024) {
            return false;
        }
        String text = new String(line, StandardCharsets.US_ASCII).trim().toUpperCase(Locale.ROOT);
        return text.equals(command) || text.startsWith(command + " ");
    }
}
