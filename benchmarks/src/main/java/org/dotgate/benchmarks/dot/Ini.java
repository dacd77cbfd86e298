package org.dotgate.benchmarks.dot;

import java.time.Duration;

/** The configurations of Dotgate that are measured. */
final class Ini {
    /** Where the word list lies, below James's working directory. */
    static final String WORDS = "conf/spamwords.txt";

    private Ini() {}

    /** Every message waits so long, and passes. */
    static String delay(Duration delay) {
        return """
                [dot]
                run = wait

                [filter wait]
                type = delay
                delay = %dms
                timeout = 120s
                """.formatted(delay.toMillis());
    }

    /** No filter: the gate parks, and wakes at once. */
    static String none() {
        return "[dot]\nrun =\n";
    }

    /** Every message is searched for the words in {@link #WORDS}, and passes. */
    static String words() {
        return """
                [dot]
                run = words

                [filter words]
                type = words
                list = %s
                threshold = 1000000
                """.formatted(WORDS);
    }
}
