package org.dotgate.hooks.trouble;

import java.util.Optional;
import org.dotgate.filter.LogText;

/** Something that an operator should see to. What strangers may have had a hand in is made one safe line. Immutable. */
public final class Problem {
    private final String config;
    private final boolean grave;
    private final String text;
    private final String detail;

    private Problem(String config, boolean grave, String text, String detail) {
        this.config = config;
        this.grave = grave;
        this.text = text;
        this.detail = detail;
    }

    /**
     * One that leaves Dotgate without what it needs.
     *
     * @param config the configuration it is about; null if it is about none
     * @param text what it is: a sentence without what begins and ends one
     * @param detail why it is, or what to do; or null
     */
    static Problem grave(String config, String text, String detail) {
        return new Problem(config, true, text, detail);
    }

    /** One with which Dotgate does its work, though not as it should; the parameters are those of {@link #grave}. */
    static Problem slight(String config, String text, String detail) {
        return new Problem(config, false, text, detail);
    }

    /** The configuration it is about; empty if it is about none. */
    public Optional<String> config() {
        return Optional.ofNullable(config);
    }

    /** Whether Dotgate lacks what it needs. */
    public boolean isGrave() {
        return grave;
    }

    /** What it is: a sentence without what begins and ends one. */
    public String text() {
        return text;
    }

    /** Why it is, or what to do. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail).map(LogText::safe);
    }

    @Override
    public String toString() {
        return config().map(name -> name + ": ").orElse("") + text + detail().map(more -> ": " + more).orElse("");
    }
}
