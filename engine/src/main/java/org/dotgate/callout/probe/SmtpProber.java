package org.dotgate.callout.probe;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Meaning;
import org.dotgate.callout.answer.Meanings;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.route.Routes;
import org.dotgate.time.Timer;

/**
 * Asks mail exchangers by SMTP (RFC 5321), up to RCPT and never further. All probes share a few threads: each probe belongs to
 * one of them, and none waits for anything. Thread-safe.
 */
public final class SmtpProber implements Prober {
    private final Means means;
    private final Providers providers;
    private final Timer timer;
    private final EventLoopGroup loops;
    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param timer whose calls end what takes too long
     * @param random for local parts that nobody can foresee: a {@link java.security.SecureRandom}
     * @param threads how many event loops, named {@code dotgate-callout-N}
     */
    public SmtpProber(Routes routes, MxLimits limits, Timer timer, Random random, int threads) {
        this(routes, limits, timer, random, threads, Meanings::of);
    }

    /** @param meanings tells what replies mean; must not wait */
    SmtpProber(
            Routes routes, MxLimits limits, Timer timer, Random random, int threads,
            BiFunction<Stage, RemoteReply, Meaning> meanings) {
        providers = new Providers(timer);
        means = new Means(routes, limits, providers, meanings, random);
        this.timer = timer;
        AtomicInteger number = new AtomicInteger();
        loops = new NioEventLoopGroup(threads, action -> {
            // Netty keeps its buffers with threads of this kind, and frees them when these end
            Thread thread = new FastThreadLocalThread(action, "dotgate-callout-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public CompletableFuture<ProbeResult> probe(ProbeRequest request) {
        return probe(request, line -> {});
    }

    /**
     * A probe for somebody who looks on.
     *
     * @param onLine gets each line of the transcript as it comes, in order, on an I/O thread; must not wait. After the answer there
     *     may be some more
     */
    public CompletableFuture<ProbeResult> probe(ProbeRequest request, Consumer<String> onLine) {
        Commands commands;
        try {
            commands = new Commands(request);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(unasked(e.getMessage()));
        }
        Entry entry = new Entry(commands, onLine);
        entries.add(entry);
        entry.begin();
        return entry.future;
    }

    private static ProbeResult unasked(String why) {
        return ProbeResult.of(Answer.UNKNOWN, Stage.CONNECT, why).build();
    }

    @Override
    public boolean isAsking(InetAddress server) {
        return means.asked().contains(server);
    }

    /** How many probes are under way, those included whose answer is out and whose last connection is not closed. */
    @Override
    public int underWay() {
        return entries.size();
    }

    @Override
    public List<ProviderFigures> providers() {
        return providers.figures();
    }

    @Override
    public Map<Answer, Long> answers() {
        return providers.answers();
    }

    @Override
    public void close() {
        closed = true;
        entries.forEach(entry -> entry.stop("we are closing down"));
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        // what came in too late for its event loop
        entries.forEach(entry -> entry.future.complete(unasked("we are closing down")));
        entries.clear();
    }

    /** A probe as the outside sees it. */
    private final class Entry {
        final CompletableFuture<ProbeResult> future = new CompletableFuture<>();
        private final LoopTimer loop = new LoopTimer(timer, loops.next());
        private final ProbeRun run;

        Entry(Commands commands, Consumer<String> onLine) {
            run = new ProbeRun(commands, means, loop, future, onLine, () -> entries.remove(this));
        }

        void begin() {
            // whoever cancels it, or completes it in our place, wants no more of it
            future.whenComplete((result, failure) -> {
                if (failure == null) {
                    providers.answered(result);
                } else {
                    stop("called off");
                }
            });
            if (closed || !loop.execute(run::begin)) {
                future.complete(unasked("we are closing down"));
                entries.remove(this);
            }
        }

        void stop(String why) {
            loop.execute(() -> run.stop(why, false));
        }
    }
}
