package org.dotgate.callout;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.dotgate.callout.probe.Prober;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/** What soft and hard attempts of one process share. Immutable. */
final class CalloutMeans {
    final Timer timer;
    final StoreTrouble trouble = new StoreTrouble();
    final Onward onward;
    final KnownAnswers known;
    final Claims claims;
    final Breakers breakers;
    final Probing probing;
    final ProbePlaces places = new ProbePlaces();
    final ComeAgain comeAgain = new ComeAgain(() -> ThreadLocalRandom.current().nextDouble());
    final OverdueWork overdue;

    CalloutMeans(Store store, Prober prober, Timer timer, Executor workers) {
        this.timer = timer;
        this.onward = new Onward(workers, timer);
        this.known = new KnownAnswers(store, timer, trouble);
        this.claims = new Claims(store, timer, trouble);
        this.breakers = new Breakers(timer);
        this.probing = new Probing(prober, known, breakers, timer);
        this.overdue = new OverdueWork(timer);
    }
}
