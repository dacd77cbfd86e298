package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistRegister;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.registry.Stores;
import org.dotgate.time.Timer;

/** A greylist with its store and its clock, as one process has it. To be closed. */
final class House implements AutoCloseable {
    private static final Duration A_DELAY = Duration.ofMinutes(6);

    private final TurnedTimer timer;
    private final ExecutorService workers;
    private final Store store;
    private final Greylist greylist;

    private House(TurnedTimer timer, ExecutorService workers, Store store) {
        this.timer = timer;
        this.workers = workers;
        this.store = store;
        this.greylist = new Greylist(store, timer, workers);
    }

    /** Opens one whose store {@code [store] url} names so. */
    static House open(String url) throws IOException {
        try {
            StoreSettings settings = StoreSettings.from(Section.of(IniFile.parse("[store]\nurl = " + url + "\n", "bench"), "store"));
            return open(timer -> Stores.open(settings, Path.of(""), timer), Duration.ZERO);
        } catch (SettingsException e) {
            throw new IOException(e);
        }
    }

    /**
     * Opens one.
     *
     * @param ahead how far the clock is ahead of the system's
     */
    static House open(Function<Timer, Store> stores, Duration ahead) {
        TurnedTimer timer = new TurnedTimer(ahead);
        ExecutorService workers = Executors.newFixedThreadPool(2, task -> {
            Thread worker = new Thread(task, "bench-worker");
            worker.setDaemon(true);
            return worker;
        });
        return new House(timer, workers, stores.apply(timer));
    }

    /** What {@code [greylist]} says by default, with that delay; by envelope, as at RCPT. */
    static GreylistSettings settings(String delay) throws IOException {
        try {
            return GreylistSettings.from(Section.of(IniFile.parse("[greylist]\nat = rcpt\ndelay = " + delay + "\n", "bench"), "greylist"));
        } catch (SettingsException e) {
            throw new IOException(e);
        }
    }

    Greylist greylist() {
        return greylist;
    }

    /** Its records, to be listed and corrected. */
    GreylistRegister register() throws IOException {
        return new GreylistRegister(settings("5m"), store, timer);
    }

    /** Has more than a delay of five minutes go by. */
    void letADelayPass() {
        timer.forward(A_DELAY);
    }

    @Override
    public void close() {
        store.close();
        workers.shutdownNow();
        timer.close();
    }
}
