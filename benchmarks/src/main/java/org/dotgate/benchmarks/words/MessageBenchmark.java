package org.dotgate.benchmarks.words;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dotgate.filter.Verdict;
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

/** From a raw message of 50 KB to its verdict; the claim is a median under one millisecond. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessageBenchmark {
    @Param({"5000", "100000"})
    public int phrases;

    private Judge judge;
    private List<byte[]> messages;
    private int next;

    @Setup(Level.Trial)
    public void prepare() throws Exception {
        Sample sample = Sample.of(phrases, 200_000, 400);
        judge = new Judge(sample);
        messages = SampleMessages.of(sample);
    }

    @Benchmark
    public Verdict judge() throws Exception {
        next = (next + 1) % messages.size();
        return judge.judge(messages.get(next));
    }

    @TearDown(Level.Trial)
    public void close() {
        judge.close();
    }
}
