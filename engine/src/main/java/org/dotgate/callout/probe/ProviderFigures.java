package org.dotgate.callout.probe;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;

/** What this process has to do with one provider of mail, at one moment. Immutable. */
public final class ProviderFigures {
    private final String provider;
    private final Map<Answer, Long> answers;
    private final int connections;
    private final int perMinute;
    private final int waiting;
    private final MxUse busiest;
    private final String breaker;

    /**
     * Figures without a breaker, of whom nobody waits for.
     *
     * @param answers those that are missing are 0
     */
    public ProviderFigures(String provider, Map<Answer, Long> answers, int connections, int perMinute) {
        this(provider, all(answers), connections, perMinute, 0, null, null);
    }

    private ProviderFigures(String provider, Map<Answer, Long> answers, int connections, int perMinute, int waiting, MxUse busiest,
            String breaker) {
        this.provider = provider;
        this.answers = answers;
        this.connections = connections;
        this.perMinute = perMinute;
        this.waiting = waiting;
        this.busiest = busiest;
        this.breaker = breaker;
    }

    private static Map<Answer, Long> all(Map<Answer, Long> answers) {
        Map<Answer, Long> all = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            all.put(answer, answers.getOrDefault(answer, 0L));
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * The same, with how much of its limits is used.
     *
     * @param waiting how many call-outs wait for a place at one of its hosts
     * @param busiest the host that is nearest to its limits; null for none
     */
    public ProviderFigures withUse(int waiting, MxUse busiest) {
        return new ProviderFigures(provider, answers, connections, perMinute, waiting, busiest, breaker);
    }

    /** The same, with why not all is asked that could be. */
    public ProviderFigures withBreaker(String reason) {
        return new ProviderFigures(provider, answers, connections, perMinute, waiting, busiest, reason);
    }

    /** As {@link ProviderName} has it. A stranger's text, printable ASCII. */
    public String provider() {
        return provider;
    }

    /** How often its hosts gave each answer; those it never gave are 0. */
    public Map<Answer, Long> answers() {
        return answers;
    }

    /** How many connections there are with its hosts now. */
    public int connections() {
        return connections;
    }

    /** How many connections began within the last minute. */
    public int perMinute() {
        return perMinute;
    }

    /** How many call-outs wait for a place at one of its hosts, since these have as many connections as they may. */
    public int waiting() {
        return waiting;
    }

    /** The host that is nearest to its limits; empty if there has been no connection yet. */
    public Optional<MxUse> busiest() {
        return Optional.ofNullable(busiest);
    }

    /** Why not all is asked that could be; empty if nothing is held back. */
    public Optional<String> breaker() {
        return Optional.ofNullable(breaker);
    }
}
