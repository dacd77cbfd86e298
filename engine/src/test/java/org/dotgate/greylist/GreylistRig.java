package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dotgate.store.HeldStore;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;

/** A greylist over a store in memory, and a clock that is turned by hand. */
abstract class GreylistRig {
    static final Duration DELAY = Duration.ofMinutes(5);

    final ManualTimer timer = new ManualTimer();
    final MemoryStore memory = new MemoryStore(timer);
    final HeldStore store = new HeldStore(memory);
    final Greylist greylist = new Greylist(store, timer, Runnable::run);
    final GreylistRegister register = new GreylistRegister(Given.settings(), store, timer);

    GreylistAnswer ask(GreylistSettings settings, GreylistRequest request) {
        return greylist.ask(settings, request).toCompletableFuture().getNow(null);
    }

    GreylistAnswer ask(String content) {
        return ask(Given.settings(), Given.request(content));
    }

    /** @param duration as ISO 8601 writes it */
    void turn(String duration) {
        timer.turn(Duration.parse(duration));
    }

    List<GreylistEntry> entries() {
        return entries("");
    }

    /** Of an origin; all if that is empty. */
    List<GreylistEntry> entries(String origin) {
        return page(origin, "", 1000).entries();
    }

    GreylistPage page(String origin, String after, int limit) {
        return register.page(new GreylistSearch(origin, "", "", null), after, limit).toCompletableFuture().join();
    }

    /** Has a message wait and pass. */
    void passes(String origin, String sender, String recipient) {
        GreylistRequest request = Given.request(origin, sender, "c-passes", recipient);
        ask(Given.settings(), request);
        turn("PT5M");
        assertThat(ask(Given.settings(), request).isPass()).isTrue();
    }
}
