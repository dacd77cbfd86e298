package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.HeldStore;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;

/** Nodes that share a store in memory, a clock that is turned by hand, and hosts that say what a test has them say. */
abstract class CalloutRig {
    static final String ANNA = "anna@example.org";

    final ManualTimer timer = new ManualTimer();
    final MemoryStore memory = new MemoryStore(timer);
    final HeldStore store = new HeldStore(memory);
    final List<Node> nodes = new ArrayList<>();
    final Node here = new Node(store, settings());

    /** One process with its call-outs. */
    final class Node {
        final FakeProber prober = new FakeProber();
        final QueuedWorkers workers = new QueuedWorkers();
        final CalloutService service;
        private final CalloutSettings settings;

        Node(Store store, CalloutSettings settings) {
            this.settings = settings;
            nodes.add(this);
            service = new CalloutService(store, prober, timer, workers, settings);
            workers.run();
        }

        Node(CalloutSettings settings, CalloutQueue queue) {
            this.settings = settings;
            nodes.add(this);
            service = new CalloutService(store, prober, timer, workers, settings, queue);
        }

        CompletableFuture<CalloutResult> ask(String address) {
            CompletableFuture<CalloutResult> answer = service.ask(settings, question(address));
            workers.run();
            return answer;
        }

        void prepare(String address) {
            service.prepare(settings, question(address));
            workers.run();
        }

        void tell(ProbeResult.Builder result) {
            prober.tell(result.build());
            workers.run();
        }

        void tell(Answer answer) {
            tell(FakeProber.result(answer));
        }

        /** How many probes were begun, soft and hard. */
        int asked() {
            return prober.asked().size();
        }

        /** Takes it away, as a crash does: it does nothing more. */
        void die() {
            nodes.remove(this);
        }
    }

    static CalloutQuestion question(String address) {
        return new CalloutQuestion(address, "mx.example.net");
    }

    /** @param lines of {@code [callout]} */
    static CalloutSettings settings(String... lines) {
        try {
            return CalloutSettings.from(
                    Section.of(IniFile.parse("[callout]\n" + String.join("\n", lines), "dotgate.ini"), "callout"));
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code found}, {@code pending} and the like; {@code nothing} while there is no answer. */
    static String text(CompletableFuture<CalloutResult> answer) {
        CalloutResult result = answer.getNow(null);
        return result == null ? "nothing" : result.answer().map(Answer::text).orElse("pending");
    }

    /**
     * Lets time pass, so slowly that workers keep up.
     *
     * @param duration as ISO 8601 writes it
     */
    void turn(String duration) {
        Duration all = Duration.parse(duration);
        Duration step = all.dividedBy(200).compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofMillis(100) : all.dividedBy(200);
        for (Duration left = all; !left.isZero(); left = left.minus(step)) {
            step = left.compareTo(step) < 0 ? left : step;
            timer.turn(step);
            work();
        }
    }

    /** Has all workers do what waits for them. */
    void work() {
        List.copyOf(nodes).forEach(node -> node.workers.run());
    }

    /** Has an address known as something, by a probe. */
    void know(String address, ProbeResult.Builder result) {
        CompletableFuture<CalloutResult> answer = here.ask(address);
        here.tell(result);
        assertThat(text(answer)).isEqualTo(result.build().answer().text());
    }

    /** What is there already. */
    static <T> T now(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).isCompleted();
        return stage.toCompletableFuture().join();
    }

    String stored(String table, String key) {
        return now(memory.get(table, key)).map(entry -> entry.value()).orElse(null);
    }
}
