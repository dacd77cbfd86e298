package org.dotgate.filter.exec;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One process and its two pipes, from its start until it is gone. Thread-safe: its lock is the object itself, which
 * guards what has been read.
 *
 * <p>The pipes are read by looking into them at intervals, because a blocking read would need a thread. Two dangers lie
 * there. A full pipe stops the program, so intervals are short while it prints. And a pipe stays open as long as any
 * descendant holds it, so nothing here waits for its end: what is there when the process exits is read, then it is closed.
 */
final class RunningScript {
    /** How many octets a program may print to each of its outputs. */
    static final int MOST_OUTPUT = 10 << 20;
    /** How long after TERM the KILL follows. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final int LAST_OUTPUT = 64 << 10;
    private static final int FIRST_ERRORS = 4 << 10;
    private static final int READ = 16 << 10;
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration SELDOM = Duration.ofMillis(200);
    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);
    private static final int KILL_ROUNDS = 5;

    private final Command command;
    private final Process process;
    private final ProcessTree tree;
    private final Hands hands;
    private final InputStream outputPipe;
    private final InputStream errorPipe;
    private final Captured output = Captured.last(LAST_OUTPUT);
    private final Captured errors = Captured.first(FIRST_ERRORS);
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean finished = new AtomicBoolean();

    private RunningScript(Command command, Process process, String mark, Hands hands) {
        this.command = command;
        this.process = process;
        this.tree = new ProcessTree(process.toHandle(), mark);
        this.hands = hands;
        this.outputPipe = process.getInputStream();
        this.errorPipe = process.getErrorStream();
    }

    /**
     * Starts the program on the calling thread.
     *
     * @param variables what its environment has besides James's own
     * @param file its last argument
     * @throws IOException if the system cannot start it
     */
    static RunningScript start(Command command, Map<String, String> variables, Path file, Hands hands)
            throws IOException {
        String run = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(command.with(file)).directory(command.directory().toFile());
        builder.environment().putAll(variables);
        builder.environment().put(ProcessReading.VARIABLE, run);
        builder.redirectInput(new File("/dev/null"));
        try {
            RunningScript script = new RunningScript(command, builder.start(), run, hands);
            script.process.onExit().thenRun(script::exited);
            hands.workIn(SOON, () -> script.look(SOON));
            return script;
        } catch (RuntimeException | Error e) {
            // the JDK may have started it and then lacked the thread that is to wait for its end: nobody else would end it
            ProcessReading.now().marked(run).forEach(ProcessHandle::destroyForcibly);
            throw e;
        }
    }

    /**
     * How it ended. Fails with a {@link ScriptException} if it printed too much, which also kills it. Completed on a
     * worker.
     */
    CompletableFuture<Ending> ending() {
        return ending;
    }

    /** Completed, always normally, when the process is gone; before {@link #ending} when it ends by itself. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Has TERM sent to the process and its descendants, and KILL to those that are there 2 s later. Returns at once. */
    void terminate() {
        if (gone.isDone()) {
            return;
        }
        hands.now(reading -> {
            tree.terminate(reading);
            hands.nowIn(GRACE, later -> kill(later, KILL_ROUNDS));
        });
    }

    /** Sends KILL to the process and its descendants on the calling thread. */
    void kill() {
        tree.kill(ProcessReading.now());
    }

    /** What is forking while it is looked for may slip through one KILL; each round finds fewer. */
    private void kill(ProcessReading reading, int rounds) {
        if (tree.kill(reading) && rounds > 1) {
            hands.nowIn(KILL_AGAIN, later -> kill(later, rounds - 1));
        }
    }

    private void look(Duration pause) {
        if (gone.isDone()) {
            return;
        }
        if (!process.isAlive()) {
            // the JDK's own thread holds the pipes for a while, then exited() reads the rest; but the JDK tells of an exit on a
            // pool that it shares with the whole JVM, and others may keep that busy for as long as they like
            hands.workIn(SELDOM, this::finish);
            return;
        }
        int found = drain();
        if (tooMuch()) {
            hands.now(reading -> kill(reading, KILL_ROUNDS));
        } else {
            Duration next = found > 0 ? SOON : pause.compareTo(SELDOM) < 0 ? pause.multipliedBy(2) : SELDOM;
            hands.workIn(next, () -> look(next));
        }
    }

    /**
     * Around now the JDK empties the pipes too, into memory. A descendant that prints without end does not keep it at that:
     * twenty of them were seen to add 256 KiB before the pipe was found empty and closed, which ends them by SIGPIPE.
     */
    private void exited() {
        hands.work(this::finish);
    }

    private void finish() {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        try {
            drain();
            tooMuch();
        } finally {
            close(outputPipe);
            close(errorPipe);
            gone.complete(null);
            ending.complete(end());
        }
    }

    private synchronized Ending end() {
        return new Ending(command.name(), process.exitValue(), output.text(), errors.text());
    }

    private synchronized boolean tooMuch() {
        if (Math.max(output.total(), errors.total()) <= MOST_OUTPUT) {
            return false;
        }
        ending.completeExceptionally(
                new ScriptException(command.name() + " printed more than " + (MOST_OUTPUT >> 20) + " MiB"));
        return true;
    }

    /** Reads what is there. Never waits: more than {@code available} is not asked for. */
    private synchronized int drain() {
        return drain(outputPipe, output) + drain(errorPipe, errors);
    }

    private static int drain(InputStream pipe, Captured captured) {
        int found = 0;
        try {
            for (int there = pipe.available(); there > 0 && captured.total() <= MOST_OUTPUT; there = pipe.available()) {
                byte[] buffer = new byte[Math.min(there, READ)];
                int count = pipe.read(buffer);
                if (count < 0) {
                    break;
                }
                captured.add(buffer, count);
                found += count;
            }
        } catch (IOException e) {
            // the pipe broke or was closed; what has been read is all there will be
        }
        return found;
    }

    private static void close(InputStream pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            // it is given up either way
        }
    }
}
