package org.dotgate.cli.james;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dotgate.cli.Failure;
import org.dotgate.filter.LogText;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.StoreUrl;
import org.dotgate.store.registry.Stores;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Workers;

/**
 * What a configuration file says, and the engine's time, threads and store for those who work without a James around them.
 * Filters are left alone. Used by one thread.
 */
public final class Installation implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 10_000;
    /** A large store takes longer to open than one call may. */
    private static final int TRIES = 15;
    private static final long LONGEST_SECONDS = 60;

    private final IniFile file;
    private final Path directory;
    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(THREADS, WAITING);
    private Store store;

    private Installation(IniFile file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    /**
     * Reads a configuration.
     *
     * @param directory James's working directory; null for the folder above the file's, if that one is called {@code conf},
     *     else the file's own
     */
    public static Installation of(Path file, Path directory) throws Failure {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path usual = folder.endsWith("conf") ? folder.getParent() : folder;
        try {
            return new Installation(IniFile.read(file, file.toString()), directory == null ? usual : directory.toAbsolutePath());
        } catch (SettingsException e) {
            throw new Failure(e.getMessage());
        }
    }

    /** One where every key has its default. */
    public static Installation ofDefaults() {
        try {
            return new Installation(IniFile.parse("", "(defaults)"), Path.of("").toAbsolutePath());
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    public Section section(String name) {
        return Section.of(file, name);
    }

    public SystemTimer timer() {
        return timer;
    }

    public Workers workers() {
        return workers;
    }

    /** What {@code [store]} says. */
    public StoreSettings storeSettings() throws Failure {
        try {
            return StoreSettings.from(section("store"));
        } catch (SettingsException e) {
            throw new Failure(e.getMessage());
        }
    }

    /**
     * The store, opened at the first call; it need not work.
     *
     * @throws Failure if there is nothing to open yet
     */
    public Store store() throws Failure {
        if (store == null) {
            StoreSettings settings = storeSettings();
            Path folder = StoreUrl.parse(settings.url()).folder().map(directory::resolve).orElse(null);
            if (folder != null && !Files.isDirectory(folder)) {
                throw new Failure("nothing is remembered: there is no folder " + folder.normalize() + ", which " + file.name()
                        + " names as the store");
            }
            // it would tell of its trouble on standard error, too, and in the words for a James
            System.setProperty("org.slf4j.simpleLogger.log.org.dotgate.store", "off");
            store = Stores.open(settings, directory, timer);
        }
        return store;
    }

    /**
     * What the store answers to a call, which is made again while the store is being opened.
     *
     * @throws Failure if it does not work
     */
    public <T> T answer(Supplier<CompletionStage<T>> call) throws Failure {
        long patience = storeSettings().timeout().toNanos();
        for (int tried = 1; ; tried++) {
            long begin = System.nanoTime();
            try {
                return call.get().toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (tried == TRIES || System.nanoTime() - begin < patience) {
                    throw trouble(String.valueOf(e.getCause().getMessage()));
                }
            } catch (TimeoutException e) {
                throw trouble("it has not answered");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted");
            }
        }
    }

    private Failure trouble(String why) throws Failure {
        return new Failure("the store does not answer: " + LogText.safe(why)
                + (isStoreJamesAlone() ? "\nIf James runs, ask its WebAdmin instead: --webadmin URL" : ""));
    }

    /** Whether a James that runs has the store for itself. */
    public boolean isStoreJamesAlone() throws Failure {
        return StoreUrl.parse(storeSettings().url()).folder().isPresent();
    }

    @Override
    public void close() {
        workers.close();
        if (store != null) {
            store.close();
        }
        timer.close();
    }
}
