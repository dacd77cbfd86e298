package org.dotgate.cli.callout;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.cli.Failure;
import org.dotgate.cli.ProgressBar;

/**
 * Waits for a probe, which may take a quarter of an hour, and tells meanwhile what is said in it, and how much of its time is spent.
 * Lines are told by the thread that waits, so that a terminal that is read slowly holds up no dialogue. Used by one thread.
 */
final class Onlooker {
    private static final long LOOK_MS = 200;

    private final ProgressBar progress;
    private final LongSupplier clock;
    private final Consumer<String> told;
    private long last;

    /**
     * @param progress in milliseconds, of the time that the probe may take
     * @param clock nanoseconds
     * @param told gets each line as it comes
     */
    Onlooker(ProgressBar progress, LongSupplier clock, Consumer<String> told) {
        this.progress = progress;
        this.clock = clock;
        this.told = told;
        this.last = clock.getAsLong();
    }

    /** @param probe begins the probe, and has it say its lines to whom it is given */
    ProbeResult await(Function<Consumer<String>, CompletableFuture<ProbeResult>> probe) throws Failure {
        BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
        CompletableFuture<ProbeResult> result = probe.apply(line -> lines.add(Optional.of(line)));
        result.whenComplete((end, failure) -> lines.add(Optional.empty()));
        try {
            while (true) {
                Optional<String> line = lines.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (line == null) {
                    long spent = (clock.getAsLong() - last) / 1_000_000;
                    last += spent * 1_000_000;
                    progress.advance(spent);
                    continue;
                }
                progress.clear();
                if (line.isEmpty()) {
                    return result.join();
                }
                told.accept(line.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.cancel(false);
            throw new Failure("interrupted");
        } finally {
            progress.clear();
        }
    }
}
