package org.dotgate.spf;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.apache.james.jspf.core.MacroExpand;
import org.apache.james.jspf.core.SPFSession;
import org.apache.james.jspf.impl.SPF;
import org.apache.james.jspf.parser.RFC4408SPF1Parser;
import org.dotgate.dns.Dns;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/**
 * An {@link Spf} by jSPF, whose evaluation is driven here, so that a check that waits for DNS holds no thread. Past
 * {@link #DEADLINE} a check is {@link SpfResult#TEMPERROR}. Results are kept for a minute, trouble for a few seconds, in a
 * bounded memory; who asks what is being asked shares the check. Thread-safe.
 */
public final class JspfSpf implements Spf {
    /** How long one check may take. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    /** What a session or two, or a retry at the dot, ask again. */
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration TROUBLE_KEPT = Duration.ofSeconds(5);
    private static final int MAX_KEPT = 10_000;
    /** RFC 5321, section 4.5.3.1: 64 octets of a local part, an @, 255 of a domain; a little more for SMTPUTF8. */
    private static final int MAX_SENDER = 512;
    private static final int MAX_DOMAIN = 253;
    private static final Pattern DOMAIN = Pattern.compile("(?:[A-Za-z0-9_-]{1,63}\\.)+[A-Za-z0-9_-]{1,63}");

    private final Dns dns;
    private final Timer timer;
    private final Executor workers;
    private final SPF checker;
    private final AsyncCache<String, SpfResult> results;

    /**
     * @param timer for the deadline
     * @param workers where records are read
     */
    public JspfSpf(Dns dns, Timer timer, Executor workers) {
        this.dns = dns;
        this.timer = timer;
        this.workers = workers;
        NoLookups lookups = new NoLookups();
        MacroExpand macros = new MacroExpand(lookups);
        Terms terms = new Terms(lookups, macros);
        this.checker = new SPF(lookups, new RFC4408SPF1Parser(terms), macros, (session, result) -> {
            throw new UnsupportedOperationException("an evaluation drives the session");
        });
        terms.checking(checker);
        this.results = Caffeine.newBuilder()
                .maximumSize(MAX_KEPT)
                .expireAfter(new Keeping())
                .ticker(timer::nanos)
                // small work, and no thread of another's pool
                .executor(Runnable::run)
                .buildAsync();
    }

    @Override
    public CompletionStage<SpfResult> check(InetAddress client, String helo, String sender) {
        String greeting = ascii(helo);
        if (!isDomain(greeting)) {
            greeting = "unknown";
        }
        int at = sender.lastIndexOf('@');
        String domain = sender.isEmpty() ? greeting : ascii(sender.substring(at + 1));
        if (sender.length() > MAX_SENDER || !isDomain(domain)) {
            return CompletableFuture.completedFuture(SpfResult.NONE);
        }
        String local = at > 0 ? sender.substring(0, at) : "postmaster";
        // begun outside the cache's lock: what DNS completes at once would go on inside it
        CompletableFuture<SpfResult> mine = new CompletableFuture<>();
        String key = client.getHostAddress() + ' ' + greeting + ' ' + local + '@' + domain;
        CompletableFuture<SpfResult> shared = results.get(key, (asked, executor) -> mine);
        if (shared == mine) {
            begin(client, greeting, local + "@" + domain, mine);
        }
        return shared;
    }

    private void begin(InetAddress client, String helo, String sender, CompletableFuture<SpfResult> result) {
        Alarm alarm = timer.in(DEADLINE, () -> {
            try {
                workers.execute(() -> result.complete(SpfResult.TEMPERROR));
            } catch (RejectedExecutionException e) {
                result.complete(SpfResult.TEMPERROR);
            }
        });
        result.whenComplete((found, failure) -> alarm.cancel());
        SPFSession session = new SPFSession(sender, helo, address(client));
        session.pushChecker(checker);
        new Evaluation(dns, workers, client, session, result).start();
    }

    /** Without the zone that a link-local IPv6 address may bear. */
    private static String address(InetAddress client) {
        try {
            return client instanceof Inet6Address ? InetAddress.getByAddress(client.getAddress()).getHostAddress() : client.getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }

    /** A-labels for U-labels (RFC 7208, section 4.3); the text itself where there are none. */
    private static String ascii(String domain) {
        if (domain.length() > MAX_DOMAIN || domain.chars().allMatch(c -> c < 0x80)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean isDomain(String text) {
        return text.length() <= MAX_DOMAIN && DOMAIN.matcher(text).matches();
    }

    /** A result is kept for its time, however often it is read. */
    private static final class Keeping implements Expiry<String, SpfResult> {
        @Override
        public long expireAfterCreate(String key, SpfResult result, long now) {
            return (result == SpfResult.TEMPERROR ? TROUBLE_KEPT : KEPT).toNanos();
        }

        @Override
        public long expireAfterUpdate(String key, SpfResult result, long now, long left) {
            return expireAfterCreate(key, result, now);
        }

        @Override
        public long expireAfterRead(String key, SpfResult result, long now, long left) {
            return left;
        }
    }
}
