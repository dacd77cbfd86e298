package org.dotgate.benchmarks.words;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Takes times in turns, so that whatever slows the machine slows all alike. Time is the processor time of the calling
 * thread: neighbours on the same machine do not count.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Stopwatch() {}

    /**
     * @param warmUp nanoseconds that each work is run before it is timed
     * @param rounds how often each is timed, in turns
     * @return the median of each, in nanoseconds
     */
    static double[] medians(Runnable[] works, long warmUp, int rounds) {
        for (Runnable work : works) {
            long end = now() + warmUp;
            while (now() < end) {
                work.run();
            }
        }
        long[][] times = new long[works.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < works.length; i++) {
                long start = now();
                works[i].run();
                times[i][round] = now() - start;
            }
        }
        return Arrays.stream(times).mapToDouble(Stopwatch::median).toArray();
    }

    private static double median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
