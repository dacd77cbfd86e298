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
    private final String breaker;

    /**
     * Figures without a breaker.
     *
     * @param answers those that are missing are 0
     */
    public ProviderFigures(String provider, Map<Answer, Long> answers, int connections, int perMinute) {
        this(provider, all(answers), connections, perMinute, null);
    }

    private ProviderFigures(String provider, Map<Answer, Long> answers, int connections, int perMinute, String breaker) {
        this.provider = provider;
        this.answers = answers;
        this.connections = connections;
        this.perMinute = perMinute;
        this.breaker = breaker;
    }

    private static Map<Answer, Long> all(Map<Answer, Long> answers) {
        Map<Answer, Long> all = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            all.put(answer, answers.getOrDefault(answer, 0L));
        }
        return Collections.unmodifiableMap(all);
    }

    /** The same, with why not all is asked that could be. */
    public ProviderFigures withBreaker(String reason) {
        return new ProviderFigures(provider, answers, connections, perMinute, reason);
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

    /** Why not all is asked that could be; empty if nothing is held back. */
    public Optional<String> breaker() {
        return Optional.ofNullable(breaker);
    }
}
