package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.load.Added;
import org.dotgate.benchmarks.load.Envelope;
import org.dotgate.benchmarks.load.RcptLoad;
import org.dotgate.benchmarks.load.Times;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * What a call-out whose answer is known adds to the time to RCPT's reply: bare James and call-outs take turns. Immutable.
 *
 * @param home where the project was built
 * @param rounds how many turns each has
 * @param each how many RCPTs in a turn
 * @param warmUp how many turns come before that count for nothing
 */
record Known(Home home, int rounds, int each, int warmUp) implements Section {
    private static final int CONNECTIONS = 8;
    private static final int PER_SECOND = 200;
    private static final int WARMING = 2_200;
    private static final int SENDERS = 500;
    private static final int HOSTS = 10;
    private static final int TAKEN = 250;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final double MOST_MILLIS = 1;

    @Override
    public String title() {
        return "Call-outs whose answer is known, " + PER_SECOND + " RCPTs/s, " + rounds + " rounds of " + each + ", by turns";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (RemoteMx mx = new RemoteMx(HOSTS, false); MxDns dns = new MxDns()) {
            Port bare = Port.bare();
            Port verifying = Port.verifying("callouts", Ini.callouts(dns, mx, Duration.ofSeconds(10), Duration.ofSeconds(20)));
            progress.now("starting James");
            try (James james = James.boot(home, Mailets.DISCARD, List.of(bare, verifying), Map.of())) {
                progress.now("warming up");
                load(verifying, SENDERS, PER_SECOND);
                for (int i = 0; i < warmUp; i++) {
                    // a compiler at work keeps a second thread waiting for milliseconds, on few processors
                    load(bare, WARMING, 10 * PER_SECOND);
                    load(verifying, WARMING, 10 * PER_SECOND);
                }
                List<Times> bares = new ArrayList<>();
                List<Times> verified = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    progress.now("round " + (i + 1) + " of " + rounds);
                    james.vitals().awaitQuiet(QUIET);
                    // each goes first as often as the other
                    for (Port port : i % 2 == 0 ? List.of(bare, verifying) : List.of(verifying, bare)) {
                        (port == bare ? bares : verified).add(load(port, each, PER_SECOND));
                    }
                }
                return List.of(
                        Added.figure("p99 that a known answer adds", bares, verified, 99, MOST_MILLIS),
                        Added.figure("median that a known answer adds", bares, verified, 50, 0),
                        Added.whole("RCPT to its reply, bare James", bares),
                        Added.whole("RCPT to its reply, sender known", verified));
            }
        }
    }

    private static Times load(Port port, int count, int perSecond) throws IOException {
        return new RcptLoad(port.address(), CONNECTIONS, count, perSecond, Known::envelope, TAKEN, LIMIT).run();
    }

    private static Envelope envelope(int number) {
        int sender = number % SENDERS;
        return new Envelope("user" + sender + "@" + MxDns.domain(sender % HOSTS), "ben" + number % 1000 + "@dotgate.test");
    }
}
