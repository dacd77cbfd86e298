package org.dotgate.callout;

import java.util.Optional;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.limit.DomainBreaker;
import org.dotgate.callout.limit.RefusalBreaker;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.time.Timer;

/** Who is not to be asked for now, going by what the last probes were told. Thread-safe. */
final class Breakers {
    private final DomainBreaker domains;
    private final RefusalBreaker ourselves;

    Breakers(Timer timer) {
        this.domains = new DomainBreaker(timer);
        this.ourselves = new RefusalBreaker(timer);
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
            domains.answered(domain, answer == Answer.NOT_FOUND);
        }
    }

    /** What an operator should see to; empty for nothing. */
    Optional<String> problem() {
        return ourselves.problem();
    }
}
