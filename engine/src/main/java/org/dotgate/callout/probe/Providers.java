package org.dotgate.callout.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.time.Timer;

/**
 * Counts, by provider, what probes were told, and the connections they make, and those they wait for. At most {@value #MOST} are
 * counted, and of each {@value #MOST_HOSTS} hosts; what has not been heard of for longest is forgotten first. Nothing is decided
 * by it. Thread-safe: its lock is the object itself, never held while calling out.
 */
final class Providers {
    static final int MOST = 1_000;
    static final int MOST_HOSTS = 20;

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

    /** There is no place at a host yet, until this is done. */
    void waits(String host, CompletableFuture<?> entry) {
        Provider provider = beginWaiting(host);
        entry.whenComplete((place, failure) -> endWaiting(provider));
    }

    private synchronized Provider beginWaiting(String host) {
        Provider provider = of(ProviderName.of(host));
        provider.waiting++;
        return provider;
    }

    private synchronized void endWaiting(Provider provider) {
        provider.waiting--;
    }

    /**
     * A connection with a host begins.
     *
     * @param most how many the host gets
     * @return the place back, such that to leave it ends the count, too
     */
    MxLimits.Place connected(String host, PerMx most, MxLimits.Place place) {
        List<Use> uses = connect(host, most);
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                disconnect(uses);
            }
            place.leave();
        };
    }

    private synchronized List<Use> connect(String host, PerMx most) {
        long now = timer.nanos();
        Provider provider = of(ProviderName.of(host));
        Use ofHost = provider.hosts.computeIfAbsent(ProviderName.host(host), any -> new Use(now));
        if (provider.hosts.size() > MOST_HOSTS) {
            provider.hosts.remove(provider.hosts.keySet().iterator().next());
        }
        ofHost.most = most;
        List<Use> uses = List.of(provider.all, ofHost);
        uses.forEach(use -> use.begin(now));
        return uses;
    }

    private synchronized void disconnect(List<Use> uses) {
        uses.forEach(use -> use.connections--);
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
        providers.forEach((name, provider) -> {
            MxUse busiest = provider.hosts.entrySet().stream().map(host -> host.getValue().of(host.getKey(), now))
                    .max(Comparator.comparingDouble(MxUse::share)).orElse(null);
            figures.add(new ProviderFigures(name, provider.answers, provider.all.connections, provider.all.starts.sum(now))
                    .withUse(provider.waiting, busiest));
        });
        return figures;
    }

    private static final class Provider {
        final Map<Answer, Long> answers = noAnswers();
        final Use all;
        /** By name; the longest unheard of first. */
        final Map<String, Use> hosts = new LinkedHashMap<>(4, 0.75f, true);
        int waiting;

        Provider(long now) {
            all = new Use(now);
        }
    }

    /** The connections of a provider or a host. */
    private static final class Use {
        final LastMinute starts;
        int connections;
        PerMx most;

        Use(long now) {
            starts = new LastMinute(now);
        }

        void begin(long now) {
            connections++;
            starts.count(now);
        }

        MxUse of(String host, long now) {
            return new MxUse(host, connections, starts.sum(now), most);
        }
    }
}
