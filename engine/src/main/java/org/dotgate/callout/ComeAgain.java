package org.dotgate.callout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.DoubleSupplier;

/** When a server that greylists us is asked again. Thread-safe if its source of chance is. */
final class ComeAgain {
    /** How often it is asked with hard time-outs, all in all. */
    static final int TRIES = 4;

    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final Duration LATEST = Duration.ofHours(2);
    private static final Duration USUAL = Duration.ofMinutes(5);

    private final DoubleSupplier chance;

    /** @param chance from 0 to 1 */
    ComeAgain(DoubleSupplier chance) {
        this.chance = chance;
    }

    /**
     * A little later than the server wishes, by chance, so that not all that it has put off comes back at once.
     *
     * @param wish zero if it has named no time
     */
    Instant due(Instant now, Duration wish) {
        Duration wait = wish.isZero() || wish.isNegative() ? USUAL : wish;
        wait = wait.compareTo(SOONEST) < 0 ? SOONEST : wait.compareTo(LATEST) > 0 ? LATEST : wait;
        long later = (long) (wait.toMillis() * 0.1 * chance.getAsDouble());
        return now.plus(wait).plusMillis(later).truncatedTo(ChronoUnit.MILLIS);
    }
}
