package org.dotgate.callout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Prober;
import org.dotgate.callout.probe.Timeouts;
import org.dotgate.time.Timer;

/** Asks about addresses as the settings say, and remembers what is told. Thread-safe. */
final class Probing {
    private final Prober prober;
    private final KnownAnswers known;
    private final Breakers breakers;
    private final Timer timer;

    Probing(Prober prober, KnownAnswers known, Breakers breakers, Timer timer) {
        this.prober = prober;
        this.known = known;
        this.breakers = breakers;
        this.timer = timer;
    }

    /** @param fact what is known of the domain, which spares its server a question */
    CompletableFuture<ProbeResult> ask(CalloutSettings settings, CalloutQuestion question, Timeouts timeouts,
            Optional<DomainFact> fact) {
        boolean isSettled = fact.isPresent() && !fact.get().isNearExpiry(timer.now());
        return prober.probe(ProbeRequest.about(question.address())
                .helo(settings.helo().isEmpty() ? question.helo() : settings.helo())
                .senders(settings.senders())
                .timeouts(timeouts)
                .perMx(settings.perMx())
                .port(settings.port())
                .allowPrivate(settings.isAllowPrivate())
                .catchAll(settings.isCatchAll() && !isSettled)
                .build());
    }

    /** Counts a result for and against asking more. */
    void note(CalloutQuestion question, ProbeResult result) {
        breakers.note(CalloutKey.domain(question.address()), result);
    }

    /**
     * Remembers a result.
     *
     * @param answer the result's, or what it is to count as
     * @return what is known of the address now. Fails with the store, and then memory has it
     */
    CompletionStage<CalloutRecord> learn(CalloutSettings settings, String key, CalloutQuestion question,
            CalloutRecord.Attempt attempt, ProbeResult result, Answer answer) {
        Instant now = timer.now().truncatedTo(ChronoUnit.MILLIS);
        DomainFact.of(settings, attempt, result, now)
                .ifPresent(fact -> known.keep(CalloutKey.domain(question.address()), fact));
        return known.keep(key, new CalloutRecord(question.address(), answer, attempt, result.at(), result.mx(), now,
                now.plus(settings.ttl(answer)), result.reason(), result.transcript()));
    }
}
