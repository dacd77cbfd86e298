package org.dotgate.cli.judge;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.cli.Failure;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.policy.Policy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.settings.SettingsException;
import org.dotgate.spool.Spool;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;

/** The engine's parts, put together without James around them. Thread-safe. */
final class Workshop implements AutoCloseable {
    private static final int WAITING = 1000;

    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(Math.max(2, Runtime.getRuntime().availableProcessors()), WAITING);
    private final Path folder;
    private final Spool spool;
    private final ChainHouse house = new ChainHouse(timer, workers, new Background(1), Memory.NONE, new RunListener() {});

    Workshop() throws IOException {
        folder = Files.createTempDirectory("dotgate-judge-");
        spool = new Spool(folder);
    }

    /**
     * Reads a configuration as James would.
     *
     * @param file dotgate.ini
     * @param directory James's working directory, where relative paths begin. Null: the folder above the file's, if that
     *     one is called {@code conf}; else a folder in which the file's takes the place of {@code conf}
     * @throws SettingsException if anything in it is wrong
     */
    Policy read(Path file, Path directory) throws IOException, SettingsException, Failure {
        Path absolute = file.toAbsolutePath().normalize();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new Failure(directory + " is not a folder");
        }
        Path root = directory == null ? around(absolute.getParent()) : directory.toAbsolutePath().normalize();
        FilterHost host = new FilterHost(root, timer, workers, extensions(root));
        return new PolicyLoader(StockFilters.types()).load(absolute, file.toString(), host);
    }

    private Path around(Path conf) throws IOException {
        if (conf.endsWith("conf") || !Files.isDirectory(conf)) {
            return conf.getParent();
        }
        Path link = folder.resolve("conf");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, conf);
        return folder;
    }

    /** What James would find: our own classes, and behind them the JARs in extensions-jars. */
    private static ClassLoader extensions(Path root) throws IOException {
        List<URL> jars = new ArrayList<>();
        Path extensions = root.resolve("extensions-jars");
        if (Files.isDirectory(extensions)) {
            try (Stream<Path> files = Files.walk(extensions)) {
                for (Path jar : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                    jars.add(jar.toUri().toURL());
                }
            }
        }
        return new URLClassLoader(jars.toArray(new URL[0]), Workshop.class.getClassLoader());
    }

    ChainHouse house() {
        return house;
    }

    Spool spool() {
        return spool;
    }

    @Override
    public void close() throws IOException {
        workers.close();
        timer.close();
        spool.close();
        Files.deleteIfExists(folder.resolve("conf"));
        Files.deleteIfExists(folder);
    }
}
