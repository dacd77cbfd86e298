package org.dotgate.callout.probe;

import java.time.Duration;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.route.Target;

/** What the hosts asked so far have said, and what it comes to. Owned by the probe's event loop. */
final class Findings {
    private Outcome best;
    private String mx = "";
    private boolean allRefused = true;
    private boolean domainWide = true;
    private Duration comeAgain;
    private String cutShort;

    void add(Target target, Outcome outcome) {
        if (outcome.reached()) {
            allRefused &= outcome.answer() == Answer.REFUSED;
            domainWide &= outcome.isDomainWide();
        }
        if (outcome.comeAgain() != null && (comeAgain == null || outcome.comeAgain().compareTo(comeAgain) < 0)) {
            comeAgain = outcome.comeAgain();
        }
        if (best == null || isBetter(outcome)) {
            best = outcome;
            mx = target.host();
        }
    }

    /** A definite answer is; else whoever let us come further has more to say. */
    private boolean isBetter(Outcome outcome) {
        boolean definite = outcome.answer().isDefinite() && outcome.answer() != Answer.REFUSED;
        return definite || outcome.at().compareTo(best.at()) > 0;
    }

    /** Notes that hosts are left which could not be asked, or not to the end. */
    void cutShort(String why) {
        cutShort = why;
    }

    boolean isCutShort() {
        return cutShort != null;
    }

    ProbeResult.Builder result() {
        if (best == null) {
            return ProbeResult.of(Answer.UNKNOWN, Stage.CONNECT, cutShort == null ? "there is nobody who may be asked" : cutShort);
        }
        if (best.answer().isDefinite() && best.answer() != Answer.REFUSED) {
            return ProbeResult.of(best.answer(), best.at(), best.reason())
                    .mx(mx)
                    .domainWide(best.isDomainWide())
                    .tellsAddressesApart(best.tellsAddressesApart());
        }
        if (best.answer() == Answer.REFUSED && allRefused && cutShort == null) {
            return ProbeResult.of(Answer.REFUSED, best.at(), best.reason()).mx(mx).domainWide(domainWide);
        }
        return ProbeResult.of(Answer.UNKNOWN, best.at(), best.reason()).mx(mx).comeAgain(comeAgain).timedOut(best.isSilent());
    }
}
