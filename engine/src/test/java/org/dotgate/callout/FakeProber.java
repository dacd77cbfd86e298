package org.dotgate.callout;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Prober;

/** A prober that asks nobody: its probes end when a test says so. Remembers what it was to ask. Thread-safe. */
public final class FakeProber implements Prober {
    /** A probe that was begun. */
    public static final class Asked {
        public final ProbeRequest request;
        public final CompletableFuture<ProbeResult> result = new CompletableFuture<>();

        Asked(ProbeRequest request) {
            this.request = request;
        }

        /** Whether it was begun with hard time-outs, of which the total is longer than any soft one of these tests. */
        public boolean isHard() {
            return request.timeouts().total().toMinutes() >= 5;
        }
    }

    private final List<Asked> asked = new ArrayList<>();

    @Override
    public synchronized CompletableFuture<ProbeResult> probe(ProbeRequest request) {
        Asked probe = new Asked(request);
        asked.add(probe);
        return probe.result;
    }

    /** All that were begun, the first first. */
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The one that was begun last. */
    public synchronized Asked last() {
        return asked.get(asked.size() - 1);
    }

    /** Ends the one that was begun last. */
    public void tell(ProbeResult result) {
        last().result.complete(result);
    }

    /** A result of a host's, with a dialogue. */
    public static ProbeResult.Builder result(Answer answer) {
        return ProbeResult.of(answer, Stage.RCPT, "as the host says").mx("mx.example.org")
                .transcript(List.of("0 * example.org has 1 host", "12 > RCPT TO:<anna@example.org>"));
    }

    @Override
    public boolean isAsking(InetAddress server) {
        return false;
    }

    @Override
    public int underWay() {
        return (int) asked().stream().filter(probe -> !probe.result.isDone()).count();
    }

    @Override
    public void close() {
        asked().forEach(probe -> probe.result.complete(ProbeResult.of(Answer.UNKNOWN, Stage.CONNECT, "ended by us").build()));
    }
}
