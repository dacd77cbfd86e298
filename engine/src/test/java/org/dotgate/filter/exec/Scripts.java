package org.dotgate.filter.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.SystemTimer;
import org.dotgate.time.Timer;

/** A James working directory with scripts in it, and what runs them. */
final class Scripts implements AutoCloseable {
    static final String WORKER = "exec-test-worker";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SystemTimer systemTimer = new SystemTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, action -> new Thread(action, WORKER));
    private final Path directory;
    private final FilterHost host;
    private Filter filter;

    Scripts(Path directory) throws IOException {
        this(directory, null);
    }

    Scripts(Path directory, Timer timer) throws IOException {
        this.directory = directory;
        this.host = new FilterHost(
                directory, timer == null ? systemTimer : timer, workers, Scripts.class.getClassLoader());
        Files.writeString(directory.resolve("message.eml"), "Subject: hello\r\n\r\nbody\r\n");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path script(String name, String... lines) throws IOException {
        Path script = directory.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The filter that a section with these lines makes; closed with this. */
    Filter filter(String... lines) throws SettingsException {
        IniFile ini = IniFile.parse("[filter x]\n" + String.join("\n", lines), "dotgate.ini");
        filter = new ExecFilterType().create(Section.of(ini, "filter x"), host);
        return filter;
    }

    /** The filter whose script is these lines. */
    Filter filterOf(String... lines) throws IOException, SettingsException {
        script("conf/check.sh", lines);
        return filter("command = conf/check.sh");
    }

    Transaction transaction() {
        return TestTransaction.of(file("message.eml"));
    }

    /** The verdict of a script of these lines. */
    Verdict judge(String... lines) throws Exception {
        return get(filterOf(lines), transaction());
    }

    Verdict get(Filter judge, Transaction transaction) throws Exception {
        return judge.judge(transaction, new Cancellation()).toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** What operators are told when a script of these lines ends. */
    String failure(String... lines) throws Exception {
        return failure(filterOf(lines));
    }

    String failure(Filter judge) throws Exception {
        try {
            return "no failure but " + get(judge, transaction());
        } catch (ExecutionException e) {
            return e.getCause() instanceof ScriptException ? e.getCause().getMessage() : "not ours: " + e.getCause();
        } catch (TimeoutException e) {
            return "no end within " + PATIENCE;
        }
    }

    /** The name of the next free worker. */
    Future<String> worker() {
        return workers.submit(() -> Thread.currentThread().getName());
    }

    /** The process ids that scripts have written to this file, one a line. */
    List<ProcessHandle> processes(String name) throws IOException {
        return Files.readAllLines(file(name)).stream().map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    /** Whether a process has ended, even if nobody has asked for its exit code: in a container perhaps nobody ever does. */
    static boolean ended(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.startsWith(") Z ", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    @Override
    public void close() {
        if (filter != null) {
            filter.close();
        }
        workers.shutdownNow();
        systemTimer.close();
    }
}
