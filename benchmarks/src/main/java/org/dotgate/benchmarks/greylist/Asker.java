package org.dotgate.benchmarks.greylist;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.dotgate.benchmarks.load.Times;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistAnswer;
import org.dotgate.greylist.GreylistRequest;
import org.dotgate.greylist.GreylistSettings;

/**
 * Asks a greylist in a closed loop: a few threads keep so many questions under way, and each answer lets the next be asked.
 * What is to be stored for an answer is stored when the answer comes. Immutable.
 *
 * @param threads how many ask
 * @param underWay how many questions at once, all threads together
 */
record Asker(Greylist greylist, GreylistSettings settings, int threads, int underWay) {
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    /** Of so many questions, one has its time taken. */
    private static final int SAMPLE = 16;

    /**
     * What came of it.
     *
     * @param took from the first question to the last answer
     * @param cpu processor time of this process, whoever asks included
     * @param times from question to answer, of a sample
     */
    record Outcome(long passed, long delayed, Duration took, Duration cpu, Times times) {
        long answered() {
            return passed + delayed;
        }

        double perSecond() {
            return answered() / Math.max(1e-9, took.toNanos() / 1e9);
        }

        double cpuMicros() {
            return cpu.toNanos() / 1e3 / answered();
        }

        /** @throws IOException if others passed than were to */
        Outcome mustHave(long passes, long delays) throws IOException {
            if (passed != passes || delayed != delays) {
                throw new IOException(passed + " passed and " + delayed + " were delayed, not " + passes + " and " + delays);
            }
            return this;
        }
    }

    /**
     * Asks.
     *
     * @param count how many questions
     * @param requests each, by its number from 0
     * @param limit when to give up
     * @throws IOException if not all were answered by then, or the store failed
     */
    Outcome ask(int count, IntFunction<GreylistRequest> requests, Duration limit) throws IOException, InterruptedException {
        Run run = new Run(count, requests, System.nanoTime() + limit.toNanos());
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int first = i;
            all[i] = new Thread(() -> run.share(first), "asker-" + i);
            all[i].setDaemon(true);
            all[i].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration used = Duration.ofNanos(SYSTEM.getProcessCpuTime() - cpu);
        Outcome outcome = new Outcome(run.passed.sum(), run.delayed.sum(), took, used, run.times);
        if (outcome.answered() < count) {
            throw new IOException(outcome.answered() + " of " + count + " decisions within " + limit.toSeconds() + " s, "
                    + run.unavailable.sum() + " failed" + (run.trouble == null ? "" : ": " + run.trouble));
        }
        return outcome;
    }

    /** One run. Thread-safe; its lock, for times, is the object itself. */
    private final class Run {
        private final int count;
        private final IntFunction<GreylistRequest> requests;
        private final long deadline;
        private final LongAdder passed = new LongAdder();
        private final LongAdder delayed = new LongAdder();
        private final LongAdder unavailable = new LongAdder();
        private final Times times = new Times();
        private volatile String trouble;

        Run(int count, IntFunction<GreylistRequest> requests, long deadline) {
            this.count = count;
            this.requests = requests;
            this.deadline = deadline;
        }

        /** Every so-many-th question from the first on. */
        void share(int first) {
            int most = Math.max(1, underWay / threads);
            Semaphore free = new Semaphore(most);
            try {
                for (int number = first; number < count && trouble == null && acquired(free, 1); number += threads) {
                    ask(number, free);
                }
                acquired(free, most);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean acquired(Semaphore free, int permits) throws InterruptedException {
            return free.tryAcquire(permits) || free.tryAcquire(permits, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        private void ask(int number, Semaphore free) {
            long asked = number % SAMPLE == 0 ? System.nanoTime() : 0;
            greylist.ask(settings, requests.apply(number)).whenComplete((answer, error) -> {
                if (asked != 0) {
                    took(System.nanoTime() - asked);
                }
                count(answer, error);
                free.release();
            });
        }

        private void count(GreylistAnswer answer, Throwable error) {
            if (error != null || answer.isUnavailable()) {
                unavailable.increment();
                trouble = error == null ? answer.reason() : error.toString();
            } else if (answer.isPass()) {
                passed.increment();
            } else {
                delayed.increment();
            }
        }

        private synchronized void took(long nanos) {
            times.add(nanos);
        }
    }
}
