package org.dotgate.benchmarks.similar;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.dotgate.benchmarks.table.Scale;
import org.dotgate.benchmarks.words.Sample;
import org.dotgate.benchmarks.words.SampleMessages;
import org.dotgate.likeness.Match;

/** Takes the processor time that a message of 50 KB costs. */
final class Cost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> KINDS =
            List.of("both quoted-printable", "both base64", "7bit and q-p HTML", "q-p and base64 HTML");
    private static final Scale SCALE = Scale.asked(false);
    private static final int WARM_UP = SCALE.of(2_000, 2_000, 1);
    private static final int ROUNDS = SCALE.of(500, 500, 3);

    private Cost() {}

    static void print() {
        List<byte[]> messages = SampleMessages.of(Sample.of(5_000, 2_000_000, 400));
        SimilarTable.line("%-40s %10s %10s %10s", "a message of " + SampleMessages.SIZE + " octets, median", "exact", "canonical", "similar");
        for (int i = 0; i < messages.size(); i++) {
            Mail mail = new Mail(KINDS.get(i), messages.get(i));
            SimilarTable.line("%-40s %7.2f ms %7.2f ms %7.2f ms", mail, millis(mail, Match.EXACT), millis(mail, Match.CANONICAL),
                    millis(mail, Match.SIMILAR));
        }
    }

    private static double millis(Mail mail, Match match) {
        for (int i = 0; i < WARM_UP; i++) {
            mail.likeness(match);
        }
        long[] times = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            mail.likeness(match);
            times[i] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2] / 1e6;
    }
}
