package org.dotgate.filter.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does a filter's work that is not done on the thread it arises on: James's workers, and a thread of the filter's own, which
 * ends processes. That thread is there while it has something to do and a while longer, so there is nothing to close. Thread-safe:
 * its lock is the list of what that thread is asked for.
 */
final class Hands {
    private static final Logger LOGGER = LoggerFactory.getLogger(Hands.class);
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final int IDLE_SECONDS = 10;

    private final Executor workers;
    private final Timer timer;
    private final Supplier<ProcessReading> processes;
    private final ThreadPoolExecutor ender;
    private final List<Consumer<ProcessReading>> asked = new ArrayList<>();

    Hands(Executor workers, Timer timer) {
        this(workers, timer, ProcessReading::now);
    }

    /** @param processes reads those of the machine */
    Hands(Executor workers, Timer timer, Supplier<ProcessReading> processes) {
        this.workers = workers;
        this.timer = timer;
        this.processes = processes;
        ender = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), action -> {
            Thread thread = new Thread(action, "dotgate-exec-end");
            thread.setDaemon(true);
            return thread;
        });
        ender.allowCoreThreadTimeOut(true);
    }

    /** Has a worker do it; as long as all of them and their queue are full, tries again. */
    void work(Runnable action) {
        try {
            workers.execute(action);
        } catch (RejectedExecutionException e) {
            // a process that has started must be seen to its end, so this work is never dropped
            workIn(AGAIN, action);
        }
    }

    /** Has a worker do it after the delay. */
    void workIn(Duration delay, Runnable action) {
        timer.in(delay, () -> work(action));
    }

    /**
     * Has it done now, whatever the workers and others in the JVM do: stopping must not wait for the threads that it would set
     * free, nor for a pool that anybody may keep busy. For what is short and does not wait. It is handed the processes as they are
     * some time after this call. Runs that are over leave their places to others and still ask 2 s later, so {@code max-processes}
     * bounds nothing here: all who ask while processes are being read share the next reading, however many they are.
     */
    void now(Consumer<ProcessReading> action) {
        synchronized (asked) {
            asked.add(action);
        }
        // for each, lest all wait for ever behind one for which there was no thread; who has been served by then costs nothing
        ender.execute(this::serve);
    }

    private void serve() {
        List<Consumer<ProcessReading>> all;
        synchronized (asked) {
            // before the reading, lest one be served with what was read before it asked
            all = List.copyOf(asked);
        }
        if (all.isEmpty()) {
            return;
        }
        ProcessReading reading = processes.get();
        synchronized (asked) {
            asked.subList(0, all.size()).clear();
        }
        all.forEach(action -> guarded(action, reading));
    }

    private static void guarded(Consumer<ProcessReading> action, ProcessReading reading) {
        try {
            action.accept(reading);
        } catch (RuntimeException e) {
            LOGGER.error("Processes of an exec filter could not be ended", e);
        }
    }

    /** As {@link #now}, after the delay. */
    void nowIn(Duration delay, Consumer<ProcessReading> action) {
        timer.in(delay, () -> now(action));
    }
}
