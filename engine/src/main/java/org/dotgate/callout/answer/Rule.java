package org.dotgate.callout.answer;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of a table of replies: all that it asks for must hold, and then the reply has its meaning. What it does not ask for
 * may be anything. Immutable.
 *
 * <pre>{@code
 * Rule.when("no such user, in words").at(Stage.RCPT).butCodes(500, 503).says(Vocabulary.NO_SUCH_USER).means(NO_SUCH_ADDRESS)
 * }</pre>
 */
final class Rule {
    /** In place of an enhanced status code: that there is none. */
    static final String NONE = "";

    private final String name;
    private final Set<Stage> stages;
    private final Set<Integer> codes;
    private final Set<Integer> otherCodes;
    private final List<String> enhanced;
    private final List<Phrases> phrases;
    private final boolean time;
    private final Meaning meaning;

    private Rule(Builder builder, Meaning meaning) {
        this.name = builder.name;
        this.stages = EnumSet.copyOf(builder.stages);
        this.codes = Set.copyOf(builder.codes);
        this.otherCodes = Set.copyOf(builder.otherCodes);
        this.enhanced = List.copyOf(builder.enhanced);
        this.phrases = List.copyOf(builder.phrases);
        this.time = builder.time;
        this.meaning = meaning;
    }

    /** @param name what such a reply says, for operators; unique in the tables */
    static Builder when(String name) {
        return new Builder(name);
    }

    boolean matches(Stage stage, int code, ReplyText text) {
        return stages.contains(stage)
                && (codes.isEmpty() || codes.contains(code))
                && !otherCodes.contains(code)
                && (enhanced.isEmpty() || isAmong(text.enhanced()))
                && (!time || text.time().isPresent())
                && phrases.stream().allMatch(some -> some.areIn(text.words()));
    }

    private boolean isAmong(String given) {
        return enhanced.stream().anyMatch(code ->
                code.endsWith("*") ? given.startsWith(code.substring(0, code.length() - 1)) : given.equals(code));
    }

    String name() {
        return name;
    }

    Meaning meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return name + ": " + meaning;
    }

    /** Collects what a rule asks for. Not thread-safe. */
    static final class Builder {
        private final String name;
        private Set<Stage> stages = EnumSet.allOf(Stage.class);
        private Set<Integer> codes = Set.of();
        private Set<Integer> otherCodes = Set.of();
        private List<String> enhanced = List.of();
        private List<Phrases> phrases = List.of();
        private boolean time;

        private Builder(String name) {
            this.name = name;
        }

        /** The command is one of these stages'. */
        Builder at(Stage... some) {
            stages = EnumSet.copyOf(Arrays.asList(some));
            return this;
        }

        /** The basic code is one of these. */
        Builder codes(Integer... some) {
            codes = new HashSet<>(Arrays.asList(some));
            return this;
        }

        /** The basic code is none of these. */
        Builder butCodes(Integer... some) {
            otherCodes = new HashSet<>(Arrays.asList(some));
            return this;
        }

        /** The enhanced status code is one of these: {@code 5.1.1}, {@code 5.7.*} or {@link #NONE}. */
        Builder enhanced(String... some) {
            enhanced = List.of(some);
            return this;
        }

        /** The text holds a phrase of each of these. */
        Builder says(Phrases... each) {
            phrases = List.of(each);
            return this;
        }

        /** The text names a time span. */
        Builder namesATime() {
            time = true;
            return this;
        }

        Rule means(Meaning meaning) {
            return new Rule(this, meaning);
        }
    }
}
