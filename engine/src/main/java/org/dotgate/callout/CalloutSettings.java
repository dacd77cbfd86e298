package org.dotgate.callout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.callout.probe.Timeouts;
import org.dotgate.dns.DnsSettings;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.ValueType;
import org.dotgate.settings.Values;

/** What {@code [callout]} says. Immutable. */
public final class CalloutSettings {
    /** The section it stands in. */
    public static final String SECTION = DnsSettings.SECTION;

    /** Where an answer is applied. */
    public enum ReplyAt {
        MAIL,
        RCPT,
        DOT
    }

    /** Whose senders are asked about. */
    public enum When {
        /** Everybody's. */
        ALWAYS,
        /** Of those whom the greylist tells to come again. */
        GREYLISTED,
        /** Of clients whom neither SPF nor reverse DNS tells anything good about. */
        SUSPICIOUS
    }

    /** Who makes the hard attempts. */
    public enum Server {
        /** This James. */
        EMBEDDED,
        /** A callout server that shares our Redis. */
        REDIS
    }

    /** Whether an answer counts. */
    public enum Mode {
        ENFORCE,
        SHADOW
    }

    private static final Duration LONGEST_TTL = Duration.ofDays(366);
    private static final int MAX_SENDERS = 10;
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}");

    static final Key<Boolean> ENABLED = Key.of("enabled", Values.YES_NO, "yes",
            "yes: senders are asked about. Where this is not said, they are if the section says anything besides resolver.");
    static final Key<ReplyAt> REPLY_AT = Key.of("reply-at", Values.oneOf(ReplyAt.class), "rcpt",
            "Where an answer is applied: mail, rcpt or dot. The call-out begins at MAIL FROM in any case.");
    static final Key<When> WHEN = Key.of("when", Values.oneOf(When.class), "always",
            "Whose senders are asked about: always (everybody's), greylisted (of those the greylist delays) or suspicious (SPF"
                    + " neither passes nor fails, or no reverse DNS).");
    static final Key<Mode> MODE = Key.of("mode", Values.oneOf(Mode.class), "enforce",
            "shadow: senders are asked about, answers are logged and noted, and nobody is refused.");
    static final Key<Map<Stage, Duration>> SOFT = Key.of("soft", StageTimes::parse,
            "connect 10s, greeting 30s, helo 3s, mail 3s, rcpt 3s, rset 3s, quit 3s",
            "How long each stage may take while a client waits. What is not named keeps its default.");
    static final Key<Map<Stage, Duration>> HARD = Key.of("hard", StageTimes::parse,
            "connect 5m, greeting 5m, helo 5m, mail 10m, rcpt 5m, rset 5m, quit 2m",
            "How long each stage may take in the background. What is not named keeps its default.");
    static final Key<Duration> SOFT_TOTAL = Key.of("soft-total", Values.duration(Duration.ofMillis(100), Duration.ofSeconds(120)),
            "20s", "How long a client waits for an answer at most.");
    static final Key<Duration> HARD_TOTAL = Key.of("hard-total", Values.duration(Duration.ofSeconds(1), Duration.ofHours(2)),
            "15m", "How long one attempt in the background may take, all stages and hosts together.");
    static final Key<Answer> HARD_TIMEOUT_IS = Key.of("hard-timeout-is",
            Values.words(Map.of("unknown", Answer.UNKNOWN, "not_found", Answer.NOT_FOUND)), "unknown",
            "What an address counts as whose servers are silent in the background, too: unknown (its mail passes) or not_found.");
    static final Key<String> HELO = Key.of("helo", CalloutSettings::host, "",
            "What we call ourselves to the servers we ask. Empty: James's hello name.");
    static final Key<List<String>> SENDERS = Key.of("senders", CalloutSettings::senders, "<>",
            "The reverse-paths to ask under, in order, until a server accepts one; <> is the null one, and should be the first.");
    static final Key<Duration> POSITIVE_TTL = Key.of("positive-ttl", ttl(), "7d", "How long found and catch_all are remembered.");
    static final Key<Duration> NEGATIVE_TTL = Key.of("negative-ttl", ttl(), "12h",
            "How long not_found, unroutable and refused are remembered.");
    static final Key<Duration> UNKNOWN_TTL = Key.of("unknown-ttl", ttl(), "1h",
            "How long unknown is remembered once nothing more is done to learn more.");
    static final Key<Duration> DOMAIN_TTL = Key.of("domain-ttl", ttl(), "7d",
            "How long it is remembered whether a domain takes every address.");
    static final Key<Boolean> CATCH_ALL = Key.of("catch-all", Values.YES_NO, "yes",
            "yes: once a domain and domain-ttl, its server is asked for an address that nobody has, too.");
    static final Key<List<String>> OPT_OUT = Key.of("opt-out", CalloutSettings::domains, "",
            "Domains that are never asked, such as those that wish so: example.org, or .example.net for all below it.");
    static final Key<Integer> PORT = Key.of("port", Values.whole(1, 65535), "25", "The port that is asked; another only in tests.");
    static final Key<Boolean> ALLOW_PRIVATE = Key.of("allow-private", Values.YES_NO, "no",
            "yes: hosts in loopback and private networks are asked, too. Only in tests: with it strangers choose what we connect to.");
    static final Key<Integer> PER_MX_CONNECTIONS = Key.of("per-mx-connections", Values.whole(1, 100), "2",
            "How many connections one mail exchanger gets from us at a time, by its name and by its address.");
    static final Key<Integer> PER_MX_PER_MINUTE = Key.of("per-mx-per-minute", Values.whole(1, 10_000), "30",
            "How many connections one mail exchanger gets from us within a minute, by its name and by its address.");
    static final Key<Integer> PROBES = Key.of("probes", Values.whole(1, 20_000), "4000",
            "How many call-outs may be under way at a time. Beyond that a sender is asked about in the background.");
    public static final Key<Server> SERVER = Key.of("server", Values.oneOf(Server.class), "embedded",
            "Who makes the attempts in the background: embedded (this James) or redis (calloutd, by way of [store] url).");

    /** Every key of {@code [callout]}. */
    public static final List<Key<?>> KEYS;

    static {
        List<Key<?>> keys = new ArrayList<>(List.of(ENABLED, REPLY_AT, WHEN, MODE, SOFT, HARD, SOFT_TOTAL, HARD_TOTAL,
                HARD_TIMEOUT_IS, HELO, SENDERS, POSITIVE_TTL, NEGATIVE_TTL, UNKNOWN_TTL, DOMAIN_TTL, CATCH_ALL, OPT_OUT));
        keys.addAll(DnsSettings.KEYS);
        keys.addAll(List.of(PORT, ALLOW_PRIVATE, PER_MX_CONNECTIONS, PER_MX_PER_MINUTE, PROBES, SERVER));
        KEYS = List.copyOf(keys);
    }

    private final boolean enabled;
    private final ReplyAt replyAt;
    private final When when;
    private final Mode mode;
    private final Timeouts soft;
    private final Timeouts hard;
    private final Answer hardTimeoutIs;
    private final String helo;
    private final List<String> senders;
    private final Duration positiveTtl;
    private final Duration negativeTtl;
    private final Duration unknownTtl;
    private final Duration domainTtl;
    private final boolean catchAll;
    private final List<String> optOut;
    private final int port;
    private final boolean allowPrivate;
    private final PerMx perMx;
    private final int probes;
    private final Server server;

    private CalloutSettings(Section section) throws SettingsException {
        enabled = section.has(ENABLED) ? section.get(ENABLED) : saysMoreThanResolver(section);
        replyAt = section.get(REPLY_AT);
        when = section.get(WHEN);
        mode = section.get(MODE);
        soft = new Timeouts(StageTimes.or(section.get(SOFT), SOFT.fallback()), section.get(SOFT_TOTAL));
        hard = new Timeouts(StageTimes.or(section.get(HARD), HARD.fallback()), section.get(HARD_TOTAL));
        hardTimeoutIs = section.get(HARD_TIMEOUT_IS);
        helo = section.get(HELO);
        senders = section.get(SENDERS);
        positiveTtl = section.get(POSITIVE_TTL);
        negativeTtl = section.get(NEGATIVE_TTL);
        unknownTtl = section.get(UNKNOWN_TTL);
        domainTtl = section.get(DOMAIN_TTL);
        catchAll = section.get(CATCH_ALL);
        optOut = section.get(OPT_OUT);
        port = section.get(PORT);
        allowPrivate = section.get(ALLOW_PRIVATE);
        perMx = new PerMx(section.get(PER_MX_CONNECTIONS), section.get(PER_MX_PER_MINUTE));
        probes = section.get(PROBES);
        server = section.get(SERVER);
    }

    /**
     * Reads the section.
     *
     * @throws SettingsException if a key is unknown, or a value wrong
     */
    public static CalloutSettings from(Section section) throws SettingsException {
        section.refuseUnknown(KEYS);
        DnsSettings.from(section);
        return new CalloutSettings(section);
    }

    /** Who has only DNS in mind, for SPF or DKIM, is not to find strangers' servers asked. */
    private static boolean saysMoreThanResolver(Section section) throws SettingsException {
        return section.get(ENABLED) && KEYS.stream().anyMatch(key -> section.has(key) && !DnsSettings.KEYS.contains(key));
    }

    private static ValueType<Duration> ttl() {
        return Values.duration(Duration.ofSeconds(1), LONGEST_TTL);
    }

    private static String host(String text) {
        if (!text.isEmpty() && !HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not the name of a host, such as mx.example.org");
        }
        return text;
    }

    private static List<String> senders(String text) {
        List<String> senders = new ArrayList<>();
        for (String sender : Values.NAMES.parse(text)) {
            String bare = sender.startsWith("<") && sender.endsWith(">") ? sender.substring(1, sender.length() - 1) : sender;
            if (!sender.equals("<>") && !ADDRESS.matcher(bare).matches()) {
                throw new IllegalArgumentException("'" + sender + "' is neither <> nor an address, such as verify@example.org");
            }
            senders.add(bare);
        }
        if (senders.isEmpty() || senders.size() > MAX_SENDERS) {
            throw new IllegalArgumentException("there must be from 1 to " + MAX_SENDERS + " reverse-paths, such as <>");
        }
        return List.copyOf(senders);
    }

    private static List<String> domains(String text) {
        List<String> domains = new ArrayList<>();
        for (String domain : Values.NAMES.parse(text)) {
            if (!HOST.matcher(domain.startsWith(".") ? domain.substring(1) : domain).matches()) {
                throw new IllegalArgumentException("'" + domain + "' is not a domain, such as example.org or .example.org");
            }
            domains.add(domain.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(domains);
    }

    public boolean isEnabled() {
        return enabled;
    }

    public ReplyAt replyAt() {
        return replyAt;
    }

    public When when() {
        return when;
    }

    public boolean isShadow() {
        return mode == Mode.SHADOW;
    }

    /** Those that hold while a client waits. */
    public Timeouts soft() {
        return soft;
    }

    /** Those that hold in the background. */
    public Timeouts hard() {
        return hard;
    }

    /** What an address counts as in the end whose servers are silent: {@link Answer#UNKNOWN} or {@link Answer#NOT_FOUND}. */
    public Answer hardTimeoutIs() {
        return hardTimeoutIs;
    }

    /** What we call ourselves; empty for James's hello name. */
    public String helo() {
        return helo;
    }

    /** Reverse-paths without angle brackets; the null one is empty. */
    public List<String> senders() {
        return senders;
    }

    /** How long an answer is remembered. */
    public Duration ttl(Answer answer) {
        if (answer.isGood()) {
            return positiveTtl;
        }
        return answer == Answer.UNKNOWN ? unknownTtl : negativeTtl;
    }

    public Duration domainTtl() {
        return domainTtl;
    }

    public boolean isCatchAll() {
        return catchAll;
    }

    /** Whether a domain is never asked. */
    public boolean isOptedOut(String domain) {
        String name = domain.toLowerCase(Locale.ROOT);
        return optOut.stream().anyMatch(out -> out.startsWith(".") ? name.endsWith(out) : name.equals(out));
    }

    public int port() {
        return port;
    }

    public boolean isAllowPrivate() {
        return allowPrivate;
    }

    public PerMx perMx() {
        return perMx;
    }

    /** How many probes may be under way. */
    public int probes() {
        return probes;
    }

    public Server server() {
        return server;
    }
}
