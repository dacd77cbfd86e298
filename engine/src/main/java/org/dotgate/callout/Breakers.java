package org.dotgate.callout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.limit.DomainBreaker;
import org.dotgate.callout.limit.RefusalBreaker;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.ProviderName;
import org.dotgate.time.Timer;

/** Who is not to be asked for now, going by what the last probes were told. Thread-safe. */
final class Breakers {
    private static final int MOST_SHOWN = 1_000;

    private final DomainBreaker domains;
    private final RefusalBreaker ourselves;
    private final Timer timer;
    /** The domain for which a provider is left alone, the latest; as long as that lasts. Only for show. */
    private final Cache<String, Spared> spared;

    /** A domain that is not asked for. Immutable. */
    private static final class Spared {
        final String domain;
        final Instant until;

        Spared(String domain, Instant until) {
            this.domain = domain;
            this.until = until;
        }
    }

    Breakers(Timer timer) {
        this.domains = new DomainBreaker(timer);
        this.ourselves = new RefusalBreaker(timer);
        this.timer = timer;
        this.spared = Caffeine.newBuilder().maximumSize(MOST_SHOWN).expireAfterWrite(DomainBreaker.OPEN)
                .ticker(timer::nanos).executor(Runnable::run).build();
    }

    /** Why a domain is not asked now; empty if it may be. */
    Optional<String> open(String domain) {
        if (ourselves.isOpen()) {
            return Optional.of("nobody is asked for now, since many servers have begun to refuse us");
        }
        return domains.isOpen(domain)
                ? Optional.of("the domain is not asked for now, since hardly any sender in it exists")
                : Optional.empty();
    }

    /** A probe has ended. */
    void note(String domain, ProbeResult result) {
        Answer answer = result.answer();
        ourselves.answered(result.mx(), answer == Answer.REFUSED);
        if (answer == Answer.FOUND || answer == Answer.CATCH_ALL || answer == Answer.NOT_FOUND) {
            boolean wasOpen = domains.isOpen(domain);
            domains.answered(domain, answer == Answer.NOT_FOUND);
            if (!wasOpen && domains.isOpen(domain)) {
                spared.put(ProviderName.of(result.mx()), new Spared(domain, until(DomainBreaker.OPEN)));
            }
        }
    }

    private Instant until(Duration remaining) {
        return timer.now().plus(remaining).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Why not all is asked of a provider that could be; empty if nothing is held back. */
    Optional<String> openAt(String provider) {
        Optional<Duration> halted = ourselves.remaining();
        if (halted.isPresent()) {
            return Optional.of("open until " + until(halted.get()) + ": too many servers refuse us");
        }
        return Optional.ofNullable(spared.getIfPresent(provider))
                .map(one -> "open until " + one.until + " for " + SafeText.escape(one.domain) + ": hardly any sender in it exists");
    }

    /** Whether nobody is asked at all. */
    boolean isHalted() {
        return ourselves.isOpen();
    }

    /** What an operator should see to; empty for nothing. */
    Optional<String> problem() {
        return ourselves.problem();
    }
}
