package org.dotgate.callout.redis;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.store.redis.Script;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/**
 * Limits of all who share a Redis server. Who wants to connect waits for a place in this process first, and holding it for one
 * in the server: so no more ask the server than might connect, in the order of arrival, one at a time for each host. While the
 * server does not answer, the limits of each process hold. A place in the server is held for {@link #HELD} and held again
 * before that ends, so those of a process that has died come free. A minute is one of the server's.
 *
 * <p>Places are given on the store's thread: what is done behind {@link #enter} must be short, or go to another thread.
 * Thread-safe: its lock is the object itself, under which nobody is called but the timer and the store.
 */
public final class RedisMxLimits implements MxLimits, AutoCloseable {
    /** For how long a place is held by one who says nothing more. */
    static final Duration HELD = Duration.ofMinutes(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOONEST = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int STEP = 200;

    private static final Script ENTER = Script.beside(RedisMxLimits.class, "enter");
    private static final Script HOLD = Script.beside(RedisMxLimits.class, "hold");
    private static final Script LEAVE = Script.beside(RedisMxLimits.class, "leave");

    private final RedisCalls calls;
    private final LocalMxLimits here;
    private final Timer timer;
    private final Duration held;
    private final Duration minute;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, SharedPlace> taken = new LinkedHashMap<>();
    private Alarm holding;
    private boolean closed;

    /** @param here the limits of this process, which are closed with this */
    public RedisMxLimits(RedisCalls calls, LocalMxLimits here, Timer timer) {
        this(calls, here, timer, HELD, MINUTE);
    }

    RedisMxLimits(RedisCalls calls, LocalMxLimits here, Timer timer, Duration held, Duration minute) {
        this.calls = calls;
        this.here = here;
        this.timer = timer;
        this.held = held;
        this.minute = minute;
    }

    @Override
    public CompletableFuture<Place> enter(String host, InetAddress address, PerMx most) {
        SharedPlace place = new SharedPlace(process + "-" + number.incrementAndGet(), host, address, most);
        CompletableFuture<Place> inner = here.enter(host, address, most);
        place.future.whenComplete((given, failure) -> {
            if (failure != null) {
                inner.cancel(false);
                leave(place);
            }
        });
        inner.whenComplete((given, failure) -> {
            if (failure != null) {
                place.future.completeExceptionally(failure);
            } else {
                waitThere(place, given);
            }
        });
        return place.future;
    }

    private void waitThere(SharedPlace place, Place given) {
        Line line;
        SharedPlace first;
        synchronized (this) {
            if (place.state != SharedPlace.State.WAITS_HERE || closed) {
                line = null;
                first = null;
            } else {
                place.here = given;
                place.state = SharedPlace.State.WAITS_THERE;
                line = lines.computeIfAbsent(place.host, Line::new);
                line.waiting.add(place);
                first = line.waiting.size() == 1 ? next(line, Duration.ZERO) : null;
            }
        }
        if (line == null) {
            given.leave();
            place.future.completeExceptionally(new CancellationException("closed"));
        } else {
            ask(line, first);
        }
    }

    /** Whom to ask for now, in a line that has waited or is about to; null for nobody. Under the lock. */
    private SharedPlace next(Line line, Duration pause) {
        if (line.isAsking) {
            return null;
        }
        if (line.alarm != null) {
            line.alarm.cancel();
            line.alarm = null;
        }
        if (line.waiting.isEmpty()) {
            lines.remove(line.host);
            return null;
        }
        if (!pause.isZero()) {
            line.alarm = timer.in(pause, () -> onAlarm(line));
            return null;
        }
        line.isAsking = true;
        return line.waiting.peek();
    }

    private void onAlarm(Line line) {
        SharedPlace first;
        synchronized (this) {
            first = next(line, Duration.ZERO);
        }
        ask(line, first);
    }

    /** Asks the server for a place for the first of a line; nobody else asks for that host meanwhile. */
    private void ask(Line line, SharedPlace first) {
        if (first != null) {
            calls.run(ENTER, first.sets(),
                    List.of(first.id, Integer.toString(first.most.connections()), Integer.toString(first.most.perMinute()),
                            Long.toString(held.toMillis()), Long.toString(minute.toMillis())),
                    answer -> (Long) answer)
                    .whenComplete((wait, trouble) -> answered(line, first, trouble == null ? wait : null));
        }
    }

    /** @param wait 0 for a place, -1 for no idea, else in how many milliseconds to ask again; null for no answer */
    private void answered(Line line, SharedPlace asked, Long wait) {
        List<SharedPlace> given = new ArrayList<>();
        SharedPlace first;
        synchronized (this) {
            line.isAsking = false;
            if (wait == null) {
                // nobody is made to wait for a server that does not answer
                given.addAll(line.waiting);
                line.waiting.clear();
            } else if (wait == 0 && line.waiting.peek() == asked) {
                given.add(line.waiting.poll());
            } else if (wait == 0) {
                giveBack(List.of(asked));
            }
            given.forEach(this::take);
            first = next(line, wait == null ? Duration.ZERO : line.pause(wait));
        }
        for (SharedPlace place : given) {
            if (!place.future.complete(() -> leave(place))) {
                leave(place);
            }
        }
        ask(line, first);
    }

    private void take(SharedPlace place) {
        place.state = SharedPlace.State.TAKEN;
        taken.put(place.id, place);
        if (holding == null) {
            holding = timer.in(held.dividedBy(3), this::hold);
        }
    }

    private void leave(SharedPlace place) {
        Place left;
        Line line;
        SharedPlace first = null;
        synchronized (this) {
            line = lines.get(place.host);
            boolean makesRoom = place.state == SharedPlace.State.TAKEN;
            if (makesRoom) {
                taken.remove(place.id);
                giveBack(List.of(place));
            } else if (line != null) {
                makesRoom = line.waiting.peek() == place;
                line.waiting.remove(place);
            }
            if (makesRoom && line != null) {
                first = next(line, Duration.ZERO);
            }
            left = place.state == SharedPlace.State.LEFT ? null : place.here;
            place.state = SharedPlace.State.LEFT;
        }
        if (left != null) {
            left.leave();
        }
        ask(line, first);
    }

    private void giveBack(List<SharedPlace> places) {
        // what is not given back is not held again, and ends by itself
        calls.run(LEAVE, held(places), ids(places), answer -> (Long) answer);
    }

    private synchronized void hold() {
        List<SharedPlace> places = new ArrayList<>(taken.values());
        for (int from = 0; from < places.size(); from += STEP) {
            List<SharedPlace> some = places.subList(from, Math.min(places.size(), from + STEP));
            List<String> arguments = new ArrayList<>(List.of(Long.toString(held.toMillis())));
            arguments.addAll(ids(some));
            calls.run(HOLD, held(some), arguments, answer -> (Long) answer);
        }
        holding = places.isEmpty() || closed ? null : timer.in(held.dividedBy(3), this::hold);
    }

    private static List<String> held(List<SharedPlace> places) {
        List<String> keys = new ArrayList<>();
        places.forEach(place -> keys.addAll(place.held()));
        return keys;
    }

    private static List<String> ids(List<SharedPlace> places) {
        List<String> ids = new ArrayList<>();
        places.forEach(place -> ids.add(place.id));
        return ids;
    }

    /** Ends all waiting, and gives all places back. */
    @Override
    public void close() {
        List<SharedPlace> waiting = new ArrayList<>();
        synchronized (this) {
            closed = true;
            lines.values().forEach(line -> waiting.addAll(line.waiting));
            if (holding != null) {
                holding.cancel();
            }
            if (!taken.isEmpty()) {
                giveBack(new ArrayList<>(taken.values()));
            }
        }
        here.close();
        waiting.forEach(place -> place.future.completeExceptionally(new CancellationException("closed")));
    }

    /** Those who wait for one host. Guarded by the lock of the limits. */
    private static final class Line {
        final String host;
        final Deque<SharedPlace> waiting = new ArrayDeque<>();
        boolean isAsking;
        Alarm alarm;
        private Duration pause = FIRST_PAUSE;

        Line(String host) {
            this.host = host;
        }

        /** How long to wait with a server that has answered so: many who ask are to be no burden to it. */
        Duration pause(long wait) {
            if (wait == 0) {
                pause = FIRST_PAUSE;
                return Duration.ZERO;
            }
            if (wait > 0) {
                return within(Duration.ofMillis(wait));
            }
            Duration now = pause;
            pause = within(pause.multipliedBy(2));
            return now;
        }

        private static Duration within(Duration pause) {
            Duration atLeast = pause.compareTo(SOONEST) < 0 ? SOONEST : pause;
            return atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
        }
    }
}
