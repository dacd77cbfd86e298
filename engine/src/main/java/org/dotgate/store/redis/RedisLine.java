package org.dotgate.store.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dotgate.store.Calls;
import org.dotgate.store.Lane;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreUrl;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The way to the server: one thread that sends all requests that wait, then reads their answers. A connection that breaks
 * fails what is under way, and is made anew; the longer it cannot be made, the less often that is tried, up to every five
 * seconds. Thread-safe: all but {@link #add} happens in its thread.
 */
final class RedisLine {
    private static final Logger LOGGER = LoggerFactory.getLogger(RedisLine.class);
    private static final int MOST_AT_ONCE = 1000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String USUAL_REMEDY = "Look whether it runs, and whether [store] url has its address and password";

    private final StoreUrl url;
    private final Calls calls;
    private final Timer timer;
    private final Lane<Request> lane = new Lane<>("dotgate-store-redis", MOST_AT_ONCE, this::run);
    private RedisConnection connection;
    private String mark;
    private String trouble;
    private Duration pause = FIRST_PAUSE;
    private long triedAt;

    RedisLine(StoreUrl url, Calls calls, Timer timer) {
        this.url = url;
        this.calls = calls;
        this.timer = timer;
    }

    void start() {
        lane.start();
    }

    void add(Request request) {
        lane.add(request);
    }

    private void run(List<Request> waiting) {
        List<Request> requests = new ArrayList<>(waiting);
        requests.removeIf(Request::isOver);
        if (calls.isClosed() || requests.isEmpty()) {
            return;
        }
        List<Object> answers;
        try {
            if (connection == null) {
                connect();
            }
            answers = connection.exchange(requests);
        } catch (StoreException e) {
            requests.forEach(request -> request.fail(e));
            return;
        } catch (RuntimeException | OutOfMemoryError e) {
            // what does not speak as Redis does makes Jedis throw anything, and may announce an answer of 2 GB
            broken(e, requests);
            return;
        }
        take(requests, answers);
    }

    private void connect() throws StoreException {
        if (trouble != null && timer.nanos() - triedAt < pause.toNanos()) {
            throw new StoreException(trouble);
        }
        triedAt = timer.nanos();
        try {
            connection = new RedisConnection(url, calls.timeout(), UUID.randomUUID().toString());
        } catch (RuntimeException | OutOfMemoryError e) {
            // as for what follows later
            pause = trouble == null ? FIRST_PAUSE : longer();
            troubled(e);
            throw new StoreException(trouble, e);
        }
        if (mark != null && !mark.equals(connection.mark())) {
            LOGGER.error("The store {} has lost what was in it: it was restarted without its data, or emptied", url);
            calls.lost();
        }
        mark = connection.mark();
        if (trouble != null) {
            LOGGER.info("The store {} works again", url);
            trouble = null;
        }
    }

    private Duration longer() {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void broken(Throwable why, List<Request> requests) {
        disconnect();
        pause = FIRST_PAUSE;
        triedAt = timer.nanos();
        troubled(why);
        StoreException told = new StoreException(trouble, why);
        requests.forEach(request -> request.fail(told));
    }

    private void troubled(Throwable why) {
        Throwable root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof SocketTimeoutException ? "no answer within " + calls.timeout().toMillis() + " ms"
                : root.getMessage() == null ? root.toString() : root.getMessage();
        String told = "The store " + url + " cannot be used: " + reason.replaceFirst("\\.+$", "")
                + ". " + Unfit.of(root).map(Unfit::remedy).orElse(USUAL_REMEDY) + "; it is tried again by itself";
        if (trouble == null) {
            LOGGER.error("{}", told);
            LOGGER.debug("Cause", why);
        }
        trouble = told;
    }

    private void take(List<Request> requests, List<Object> answers) {
        List<Request> unknown = new ArrayList<>();
        List<Request> unserved = new ArrayList<>();
        Throwable unfit = null;
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            Object answer = answers.get(i);
            if (!(answer instanceof JedisDataException)) {
                take(request, answer);
            } else if (isUnknownScript(answer) && request.mayBeSentAgain()) {
                unknown.add(request);
            } else if (Unfit.of((JedisDataException) answer).isPresent()) {
                unfit = (JedisDataException) answer;
                unserved.add(request);
            } else {
                request.fail(new StoreException("The store " + url + " refuses: " + ((JedisDataException) answer).getMessage()));
            }
        }
        if (!unknown.isEmpty()) {
            // somebody has emptied the server's memory of scripts; a new connection brings them again
            disconnect();
            unknown.forEach(lane::add);
        }
        if (unfit != null) {
            // its name may lead to another server by now, to which nobody takes a connection that is there
            broken(unfit, unserved);
        }
    }

    private void take(Request request, Object answer) {
        try {
            request.answer(answer);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            // the answer to something else: so are all that follow
            request.fail(new StoreException("The store " + url + " gives an answer that is none to what was asked", e));
            disconnect();
        }
    }

    private static boolean isUnknownScript(Object answer) {
        String message = ((JedisDataException) answer).getMessage();
        return message != null && message.startsWith("NOSCRIPT");
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (RuntimeException e) {
                // it is of no more use in any case
                LOGGER.debug("The connection to {} does not end well", url, e);
            }
            connection = null;
        }
    }

    /** Ends the thread, and the connection with it. */
    void close() {
        if (lane.end(Duration.ofSeconds(1))) {
            disconnect();
        } else {
            LOGGER.warn("The store {} does not answer; its connection is left to its time-out", url);
        }
    }
}
