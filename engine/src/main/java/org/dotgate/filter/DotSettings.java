package org.dotgate.filter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/** What {@code [dot]} says. Immutable. */
public final class DotSettings {
    /** What happens to a message whose client drops while it is judged. */
    public enum OnDrop {
        /** It is not accepted; optional filters stop. */
        DISCARD,
        /** It is not accepted; all filters go on, and the verdict is remembered for the retry. */
        REMEMBER,
        /** It is accepted if all required filters pass; optional ones stop. */
        ACCEPT
    }

    /** What happens to a message whose client says QUIT without waiting for the reply. */
    public enum OnQuit {
        /** It is judged as if nothing had been said. */
        FINISH,
        /** It is accepted if all required filters pass; optional ones stop. */
        ACCEPT,
        /** It is not accepted; optional filters stop. */
        DISCARD
    }

    /** The longest time from dot to reply: clients hang up after about three minutes. */
    public static final Duration MAX_BUDGET = Duration.ofSeconds(170);

    public static final Key<List<String>> RUN = Key.of("run", Values.NAMES, "",
            "The filters that run at the dot, in order; each is the NAME of a [filter NAME] section. Empty: none.");
    static final Key<Duration> BUDGET = Key.of("budget", Values.duration(Duration.ofMillis(1), MAX_BUDGET), "150s",
            "From the dot to the reply, for the whole chain. Past it the client gets 451 4.7.1. Never above 170s.");
    static final Key<Duration> PATIENCE = Key.of("patience", Values.DURATION_OR_OFF, "60s",
            "Past it the client gets 451 4.7.1 now; the filters go on in the background, and the verdict is remembered "
                    + "for the retry. 0: off.");
    static final Key<Duration> KEEPALIVE = Key.of("keepalive", Values.DURATION_OR_OFF, "off",
            "How often a waiting client is sent a continuation line, such as 20s.");
    static final Key<Integer> KEEPALIVE_CODE = Key.of("keepalive-code", Values.words(Map.of("250", 250, "451", 451)), "250",
            "The code that all lines of a reply bear once a continuation line was sent: 250 or 451.");
    static final Key<OnDrop> ON_DROP = Key.of("on-drop", Values.oneOf(OnDrop.class), "discard",
            "What happens when the client drops: discard, remember or accept.");
    static final Key<OnQuit> ON_QUIT = Key.of("on-quit", Values.oneOf(OnQuit.class), "finish",
            "What happens when the client says QUIT without waiting for the reply: finish, accept or discard.");
    static final Key<String> KEPT = Key.of("kept", Values.TEXT, "var/mail/dotgate-kept/",
            "The James mail repository for FAIL_KEEP, in James's default protocol unless a scheme is given.");
    static final Key<Duration> REMEMBER = Key.of("remember", Values.DURATION, "4h",
            "How long a verdict is remembered for a retry.");
    static final Key<Integer> BACKGROUND = Key.of("background", Values.whole(0, 100_000), "200",
            "How many messages at a time are judged on after their session has stopped waiting.");

    /** Every key of {@code [dot]}. */
    public static final List<Key<?>> KEYS = List.of(RUN, BUDGET, PATIENCE, KEEPALIVE, KEEPALIVE_CODE, ON_DROP, ON_QUIT,
            KEPT, REMEMBER, BACKGROUND);

    private final List<String> run;
    private final Duration budget;
    private final Duration patience;
    private final Duration keepalive;
    private final int keepaliveCode;
    private final OnDrop onDrop;
    private final OnQuit onQuit;
    private final String kept;
    private final Duration remember;
    private final int background;

    private DotSettings(Section section) throws SettingsException {
        run = section.get(RUN);
        budget = section.get(BUDGET);
        patience = section.get(PATIENCE);
        keepalive = section.get(KEEPALIVE);
        keepaliveCode = section.get(KEEPALIVE_CODE);
        onDrop = section.get(ON_DROP);
        onQuit = section.get(ON_QUIT);
        kept = section.get(KEPT);
        remember = section.get(REMEMBER);
        background = section.get(BACKGROUND);
    }

    private DotSettings(Duration budget) {
        this.run = List.of();
        this.budget = budget;
        this.patience = Duration.ZERO;
        this.keepalive = Duration.ZERO;
        this.keepaliveCode = 250;
        this.onDrop = OnDrop.DISCARD;
        this.onQuit = OnQuit.FINISH;
        this.kept = KEPT.fallback();
        this.remember = Duration.ZERO;
        this.background = 0;
    }

    /** What holds for a chain no client waits for: there is nobody to be patient with, so only the budget counts. */
    public static DotSettings withoutClient(Duration budget) {
        return new DotSettings(budget);
    }

    /**
     * Reads the section.
     *
     * @throws SettingsException if a key is unknown or a value wrong
     */
    public static DotSettings from(Section section) throws SettingsException {
        section.refuseUnknown(KEYS);
        return new DotSettings(section);
    }

    public List<String> run() {
        return run;
    }

    public Duration budget() {
        return budget;
    }

    /** Zero when off. */
    public Duration patience() {
        return patience;
    }

    /** Zero when off. */
    public Duration keepalive() {
        return keepalive;
    }

    /** 250 or 451. */
    public int keepaliveCode() {
        return keepaliveCode;
    }

    public OnDrop onDrop() {
        return onDrop;
    }

    public OnQuit onQuit() {
        return onQuit;
    }

    /** Path or URL of the mail repository for FAIL_KEEP. */
    public String kept() {
        return kept;
    }

    public Duration remember() {
        return remember;
    }

    public int background() {
        return background;
    }
}
