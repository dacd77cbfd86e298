package org.dotgate.greylist;

import java.time.Duration;
import java.util.List;
import org.dotgate.likeness.Match;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.ValueType;
import org.dotgate.settings.Values;

/** What {@code [greylist]} says. Immutable. */
public final class GreylistSettings {
    /** Where a message is judged. */
    public enum At {
        /** At the dot, by a filter of type greylist. */
        DOT,
        /** At RCPT, by envelope; only what must not be delayed there waits for the dot. */
        RCPT
    }

    /** Whether an answer counts. */
    public enum Mode {
        /** It does. */
        ENFORCE,
        /** It is logged, and nobody is delayed. */
        SHADOW
    }

    private static final Duration YEAR = Duration.ofDays(366);
    private static final ValueType<Integer> COUNT_OR_OFF =
            text -> text.equals("off") ? 0 : Values.whole(0, 1_000_000).parse(text);

    static final Key<At> AT = Key.of("at", Values.oneOf(At.class), "dot",
            "Where messages are judged: dot (through a filter of type greylist) or rcpt (RecipientHook; by envelope only).");
    static final Key<Match> MATCH = Key.of("match", Values.oneOf(Match.class), "canonical",
            "When a retry is the same message: envelope, exact, canonical or similar. At rcpt only the envelope counts.");
    static final Key<Duration> DELAY = Key.of("delay", Values.duration(Duration.ofMillis(1), Duration.ofDays(1)), "5m",
            "How long who is unknown has to wait, from the first attempt on.");
    static final Key<Duration> WINDOW = Key.of("window", Values.duration(Duration.ofMillis(2), YEAR), "2d",
            "How long after a first attempt a retry counts as one. Later it is a first attempt again.");
    static final Key<Duration> EXPIRY = Key.of("expiry", Values.duration(Duration.ofMillis(2), YEAR), "35d",
            "How long it is remembered who has passed, from the last message on.");
    static final Key<Integer> AUTO_PASS = Key.of("auto-pass", COUNT_OR_OFF, "5",
            "A network (or SPF domain) that has passed so often with something new is not delayed again. 0: off.");
    static final Key<Integer> IPV4_PREFIX = Key.of("ipv4-prefix", Values.whole(1, 32), "24",
            "How many bits of an IPv4 client's address make its network.");
    static final Key<Integer> IPV6_PREFIX = Key.of("ipv6-prefix", Values.whole(1, 128), "64",
            "How many bits of an IPv6 client's address make its network.");
    static final Key<Boolean> EVERY_MESSAGE = Key.of("every-message", Values.YES_NO, "no",
            "yes: each new message is delayed, whoever has passed before. Only at the dot, and with a match other than envelope.");
    static final Key<Boolean> SUSPICIOUS_ONLY = Key.of("suspicious-only", Values.YES_NO, "no",
            "yes: only clients without matching reverse DNS, or with a name as dial-up lines have, are delayed.");
    static final Key<Duration> GRACE = Key.of("grace", Values.DURATION_OR_OFF, "1h",
            "How long after a lost store clients are not delayed whom SPF or reverse DNS makes look known. 0: off.");
    static final Key<Mode> MODE = Key.of("mode", Values.oneOf(Mode.class), "enforce",
            "shadow: what would be delayed is logged, and nobody is.");
    static final Key<Boolean> SPF = Key.of("spf", Values.YES_NO, "yes",
            "yes: where SPF passes, the sender's domain stands for the client's network, so that a retry may come from another.");
    static final Key<Duration> LOOKUP_TIMEOUT = Key.of("lookup-timeout",
            Values.duration(Duration.ofMillis(10), Duration.ofSeconds(60)), "5s",
            "How long SPF and DNS may take for one message. Past it SPF counts as none, and the client as suspicious.");
    static final Key<Integer> PENDING = Key.of("pending", Values.whole(10, 50_000), "1000",
            "How many first attempts of one network (or SPF domain) are remembered at most; the oldest go first.");

    /** Every key of {@code [greylist]}. */
    public static final List<Key<?>> KEYS = List.of(AT, MATCH, DELAY, WINDOW, EXPIRY, AUTO_PASS, IPV4_PREFIX, IPV6_PREFIX,
            EVERY_MESSAGE, SUSPICIOUS_ONLY, GRACE, MODE, SPF, LOOKUP_TIMEOUT, PENDING);

    private final At at;
    private final Match match;
    private final Duration delay;
    private final Duration window;
    private final Duration expiry;
    private final int autoPass;
    private final int ipv4Prefix;
    private final int ipv6Prefix;
    private final boolean everyMessage;
    private final boolean suspiciousOnly;
    private final Duration grace;
    private final Mode mode;
    private final boolean spf;
    private final Duration lookupTimeout;
    private final int pending;

    private GreylistSettings(Section section) throws SettingsException {
        at = section.get(AT);
        match = section.get(MATCH);
        delay = section.get(DELAY);
        window = section.get(WINDOW);
        expiry = section.get(EXPIRY);
        autoPass = section.get(AUTO_PASS);
        ipv4Prefix = section.get(IPV4_PREFIX);
        ipv6Prefix = section.get(IPV6_PREFIX);
        everyMessage = section.get(EVERY_MESSAGE);
        suspiciousOnly = section.get(SUSPICIOUS_ONLY);
        grace = section.get(GRACE);
        mode = section.get(MODE);
        spf = section.get(SPF);
        lookupTimeout = section.get(LOOKUP_TIMEOUT);
        pending = section.get(PENDING);
    }

    /**
     * Reads the section.
     *
     * @throws SettingsException if a key is unknown, a value wrong, or one does not fit another
     */
    public static GreylistSettings from(Section section) throws SettingsException {
        section.refuseUnknown(KEYS);
        GreylistSettings settings = new GreylistSettings(section);
        if (settings.window.compareTo(settings.delay) <= 0) {
            Key<?> wrong = section.has(WINDOW) ? WINDOW : DELAY;
            throw section.error(wrong, "a window of " + Values.show(settings.window) + " ends before a delay of "
                    + Values.show(settings.delay) + " is over, so no retry would ever pass; the window must be longer");
        }
        if (settings.expiry.compareTo(settings.window) < 0) {
            Key<?> wrong = section.has(EXPIRY) ? EXPIRY : WINDOW;
            throw section.error(wrong, "an expiry of " + Values.show(settings.expiry) + " is shorter than the window of "
                    + Values.show(settings.window) + ", so who has passed would be forgotten before who has not");
        }
        if (settings.everyMessage && (settings.at == At.RCPT || settings.match == Match.ENVELOPE)) {
            throw section.error(EVERY_MESSAGE, "yes needs contents to tell messages apart: at = dot, and a match of exact,"
                    + " canonical or similar");
        }
        return settings;
    }

    public At at() {
        return at;
    }

    /** When a retry at the dot is the same message. */
    public Match match() {
        return match;
    }

    /**
     * Whether messages at the dot are known by their content. In shadow mode they are not, as nobody comes again: there the
     * next message of the same envelope stands for the retry.
     */
    boolean isByContent() {
        return match != Match.ENVELOPE && (everyMessage || !isShadow());
    }

    public Duration delay() {
        return delay;
    }

    public Duration window() {
        return window;
    }

    public Duration expiry() {
        return expiry;
    }

    /** After how many passes an origin is not delayed again; 0 when off. Off with {@link #isEveryMessage()} too. */
    public int autoPass() {
        return everyMessage ? 0 : autoPass;
    }

    /** In bits, from 1 to 32. */
    public int ipv4Prefix() {
        return ipv4Prefix;
    }

    /** In bits, from 1 to 128. */
    public int ipv6Prefix() {
        return ipv6Prefix;
    }

    public boolean isEveryMessage() {
        return everyMessage;
    }

    public boolean isSuspiciousOnly() {
        return suspiciousOnly;
    }

    /** Zero when off. */
    public Duration grace() {
        return grace;
    }

    public boolean isShadow() {
        return mode == Mode.SHADOW;
    }

    /** Whether a domain that SPF vouches for stands for the client's network. */
    public boolean isSpf() {
        return spf;
    }

    /** How long SPF and DNS together may take. */
    public Duration lookupTimeout() {
        return lookupTimeout;
    }

    /** The most first attempts of one origin that are remembered. */
    public int pending() {
        return pending;
    }
}
