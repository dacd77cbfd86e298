package org.dotgate.callout.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.time.Timer;

/**
 * Counts, by provider, what probes were told, and the connections they make. At most {@value #MOST} are counted; the one
 * that has not been heard of for longest is forgotten first. Nothing is decided by it. Thread-safe: its lock is the object
 * itself, never held while calling out.
 */
final class Providers {
    static final int MOST = 1_000;

    private final Timer timer;
    /** The longest unheard of first. */
    private final Map<String, Provider> providers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Answer, Long> answers = noAnswers();

    Providers(Timer timer) {
        this.timer = timer;
    }

    private static Map<Answer, Long> noAnswers() {
        Map<Answer, Long> none = new EnumMap<>(Answer.class);
        Arrays.stream(Answer.values()).forEach(answer -> none.put(answer, 0L));
        return none;
    }

    /** A connection with a host begins. Gives the place back, such that to leave it ends the count, too. */
    MxLimits.Place connected(String host, MxLimits.Place place) {
        Provider provider = connect(host);
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                disconnect(provider);
            }
            place.leave();
        };
    }

    private synchronized Provider connect(String host) {
        Provider provider = of(ProviderName.of(host));
        provider.connections++;
        provider.starts.count(timer.nanos());
        return provider;
    }

    private synchronized void disconnect(Provider provider) {
        provider.connections--;
    }

    /** A probe has ended. */
    synchronized void answered(ProbeResult result) {
        answers.merge(result.answer(), 1L, Long::sum);
        if (!result.mx().isEmpty()) {
            of(ProviderName.of(result.mx())).answers.merge(result.answer(), 1L, Long::sum);
        }
    }

    private Provider of(String name) {
        Provider provider = providers.computeIfAbsent(name, any -> new Provider(timer.nanos()));
        if (providers.size() > MOST) {
            providers.remove(providers.keySet().iterator().next());
        }
        return provider;
    }

    /** How often each answer was given since the start, by whomever. */
    synchronized Map<Answer, Long> answers() {
        return new EnumMap<>(answers);
    }

    /** Those that are counted, the longest unheard of first. */
    synchronized List<ProviderFigures> figures() {
        long now = timer.nanos();
        List<ProviderFigures> figures = new ArrayList<>(providers.size());
        providers.forEach((name, provider) ->
                figures.add(new ProviderFigures(name, provider.answers, provider.connections, provider.starts.sum(now))));
        return figures;
    }

    private static final class Provider {
        final Map<Answer, Long> answers = noAnswers();
        final LastMinute starts;
        int connections;

        Provider(long now) {
            starts = new LastMinute(now);
        }
    }

    /** A count of the last minute, in parts of five seconds. */
    private static final class LastMinute {
        private static final int PARTS = 12;
        private static final long PART = TimeUnit.SECONDS.toNanos(5);

        private final int[] parts = new int[PARTS];
        private final long origin;
        private long newest;

        LastMinute(long now) {
            origin = now;
        }

        void count(long now) {
            turnTo(now);
            parts[(int) (newest % PARTS)]++;
        }

        int sum(long now) {
            turnTo(now);
            return Arrays.stream(parts).sum();
        }

        private void turnTo(long now) {
            long part = Math.max(newest, (now - origin) / PART);
            for (long stale = Math.max(newest + 1, part - PARTS + 1); stale <= part; stale++) {
                parts[(int) (stale % PARTS)] = 0;
            }
            newest = part;
        }
    }
}
