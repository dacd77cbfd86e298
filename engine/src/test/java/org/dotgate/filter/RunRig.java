package org.dotgate.filter;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.Background;
import org.dotgate.work.QueuedWorkers;

/** Everything a {@link ChainRun} needs, made of fakes: build the chain, {@link #run}, then do things to the client. */
final class RunRig implements Memory, RunListener {
    final ManualTimer timer = new ManualTimer();
    final QueuedWorkers workers = new QueuedWorkers();
    final Background background;
    final List<Decision> remembered = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    /** What is remembered; a test completes it. */
    CompletableFuture<Optional<Decision>> memory = CompletableFuture.completedFuture(Optional.empty());
    boolean keeps = true;
    private final List<FilterStep> steps = new ArrayList<>();
    private final String settings;
    FilterChain chain;

    /** @param settings lines of {@code [dot]}, set apart by semicolons */
    RunRig(String settings) {
        this(settings, 200);
    }

    RunRig(String settings, int places) {
        this.settings = settings;
        this.background = new Background(places);
    }

    FakeFilter optional(String name) {
        return add(name, FakeFilter.waiting(), step -> step);
    }

    FakeFilter required(String name) {
        return add(name, FakeFilter.waiting(), step -> step.required(true));
    }

    <F extends Filter> F add(String name, F filter, UnaryOperator<FilterStep.Builder> extras) {
        // so long that only tests about a filter's time-out meet it
        steps.add(extras.apply(FilterStep.named(name).filter(filter).timeout(Duration.ofSeconds(169))).build());
        return filter;
    }

    /** A run that has begun, with workers that run when told. */
    ChainRun run() {
        ChainRun run = make(workers);
        run.start();
        workers.run();
        return run;
    }

    /** A run that has not begun. */
    ChainRun make(Executor executor) {
        Map<String, FilterStep> named = new LinkedHashMap<>();
        steps.forEach(step -> named.put(step.name(), step));
        chain = new FilterChain(settings(settings), steps, named);
        chain.acquire();
        chain.retire();
        return new ChainRun(chain, transaction(), new ChainHouse(timer, executor, background, this, this), timer.nanos());
    }

    static DotSettings settings(String lines) {
        try {
            return DotSettings.from(Section.of(IniFile.parse("[dot]\n" + lines.replace(';', '\n'), "test.ini"), "dot"));
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    static Transaction transaction() {
        Client client = Client.at(InetAddress.getLoopbackAddress()).build();
        Envelope envelope = new Envelope("alice@example.org", List.of("bob@example.net"));
        return new Transaction("Mail17", Event.DOT, client, envelope, new NoMessage());
    }

    /** Lets time pass, and the workers do what comes of it. */
    void turn(Duration time) {
        timer.turn(time);
        workers.run();
    }

    @Override
    public CompletionStage<Optional<Decision>> recall(Transaction transaction) {
        return memory;
    }

    @Override
    public void remember(Transaction transaction, Decision decision) {
        remembered.add(decision);
    }

    @Override
    public void filterEnded(Transaction transaction, FilterResult result) {
        told.add(result.filter() + " " + result.label());
    }

    @Override
    public void clientLeft(Transaction transaction, Event event, String filter, Duration waited) {
        told.add(event.label() + " during " + filter);
    }

    @Override
    public void recalled(Transaction transaction, Decision decision) {
        told.add("recalled " + decision.kind());
    }

    @Override
    public void decided(Transaction transaction, Decision decision, Duration time) {
        told.add("decided " + decision.kind() + " by " + decision.by());
    }

    @Override
    public boolean keep(Transaction transaction, String filter, Verdict verdict) {
        told.add("kept for " + filter);
        return keeps;
    }

    /** A message nobody reads. */
    private static final class NoMessage implements SpooledMessage {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public Path file() {
            throw new UnsupportedOperationException("no filter here reads");
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
