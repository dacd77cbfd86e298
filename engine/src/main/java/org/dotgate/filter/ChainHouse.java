package org.dotgate.filter;

import java.util.concurrent.Executor;
import org.dotgate.time.Timer;
import org.dotgate.work.Background;

/** What all runs share: time, threads, places in the background, memory, and who listens. Immutable. */
public final class ChainHouse {
    private final Timer timer;
    private final Executor workers;
    private final Background background;
    private final Memory memory;
    private final RunListener listener;

    public ChainHouse(Timer timer, Executor workers, Background background, Memory memory, RunListener listener) {
        this.timer = timer;
        this.workers = workers;
        this.background = background;
        this.memory = memory;
        this.listener = listener;
    }

    public Timer timer() {
        return timer;
    }

    public Executor workers() {
        return workers;
    }

    public Background background() {
        return background;
    }

    public Memory memory() {
        return memory;
    }

    public RunListener listener() {
        return listener;
    }
}
