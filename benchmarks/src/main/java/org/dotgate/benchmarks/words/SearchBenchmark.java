package org.dotgate.benchmarks.words;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The contenders of {@link WordsTable} under JMH: one million characters an operation, so operations a second are MB/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SearchBenchmark {
    /** Which of {@link Contenders#all}. */
    @Param({"0", "1", "2", "3", "4"})
    public int contender;

    @Param({"5000"})
    public int phrases;

    @Param({"400", "8"})
    public int wordsBetweenHits;

    private Contender measured;

    @Setup(Level.Trial)
    public void prepare() {
        Sample sample = Sample.of(phrases, 1_000_000, wordsBetweenHits);
        measured = contender == 0 ? Contenders.dotgate(sample) : Contenders.all(sample).get(contender);
    }

    @Benchmark
    public BitSet search() {
        return measured.search();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        measured.close();
    }
}
