package org.dotgate.filter.exec;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;

/**
 * Has a program of the operator's judge the message, as docs/filters-exec.md tells. The stage fails with a
 * {@link ScriptException} when the program ends without a verdict, and with a
 * {@link java.util.concurrent.CancellationException} as soon as it is cancelled; the process gets TERM then, and KILL 2 s
 * later, with its descendants, and keeps its place among {@code max-processes} until it is gone. Thread-safe.
 */
public final class ExecFilter implements Filter {
    private final Command command;
    private final Hands hands;
    private final Slots<ExecRun> slots;
    private final Set<ExecRun> started = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ExecFilter(Command command, int maxProcesses, FilterHost host) {
        this(command, maxProcesses, new Hands(host.workers(), host.timer()));
    }

    ExecFilter(Command command, int maxProcesses, Hands hands) {
        this.command = command;
        this.hands = hands;
        this.slots = new Slots<>(maxProcesses, run -> hands.work(() -> start(run)));
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        ExecRun run = new ExecRun(command, transaction, hands);
        boolean admitted = slots.enter(run);
        cancellation.onCancel(() -> {
            slots.withdraw(run);
            run.cancel();
        });
        if (admitted) {
            start(run);
        }
        return run.verdict();
    }

    private void start(ExecRun run) {
        started.add(run);
        run.over().thenRun(() -> {
            started.remove(run);
            slots.leave();
        });
        if (closed) {
            // admitted before the filter was closed, and too late for close() to see it
            run.kill();
        }
        run.start();
    }

    /** Kills what runs, on the calling thread; those who wait are cancelled. */
    @Override
    public void close() {
        closed = true;
        slots.close().forEach(ExecRun::cancel);
        started.forEach(ExecRun::kill);
    }

    /** How many messages wait for a process. */
    public int waiting() {
        return slots.waiting();
    }
}
