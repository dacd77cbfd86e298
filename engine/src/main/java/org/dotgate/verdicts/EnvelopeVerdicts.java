package org.dotgate.verdicts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dotgate.likeness.Likeness;
import org.dotgate.store.Store;

/**
 * The verdicts remembered for one envelope, oldest first: one record of the store. Bounded, so that a sender that writes
 * the same to the same, differently each time, has no more than its record. Immutable.
 */
final class EnvelopeVerdicts {
    static final EnvelopeVerdicts NONE = new EnvelopeVerdicts(List.of());
    /** How many there are at most; the oldest go first. */
    static final int MOST = 100;

    private final List<RememberedVerdict> verdicts;

    private EnvelopeVerdicts(List<RememberedVerdict> verdicts) {
        this.verdicts = List.copyOf(verdicts);
    }

    /** @throws IllegalArgumentException if it is no such text, or of another version */
    static EnvelopeVerdicts parse(String text) {
        return new EnvelopeVerdicts(VerdictText.read(text));
    }

    Optional<RememberedVerdict> find(Likeness content, Instant now) {
        return verdicts.stream().filter(verdict -> verdict.content().equals(content) && !verdict.isExpired(now)).findFirst();
    }

    /** These and another, in place of an earlier one of the same content; less those that have expired or are too many. */
    EnvelopeVerdicts with(RememberedVerdict added, Instant now) {
        List<RememberedVerdict> all = new ArrayList<>(verdicts);
        all.removeIf(verdict -> verdict.isExpired(now) || verdict.content().equals(added.content()));
        all.add(added);
        EnvelopeVerdicts some = new EnvelopeVerdicts(all.subList(Math.max(0, all.size() - MOST), all.size()));
        while (some.verdicts.size() > 1 && some.text().length() > Store.MAX_VALUE) {
            some = new EnvelopeVerdicts(some.verdicts.subList((some.verdicts.size() + 1) / 2, some.verdicts.size()));
        }
        return some;
    }

    /** When the last of them expires. */
    Instant expires() {
        return verdicts.stream().map(RememberedVerdict::expires).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    int size() {
        return verdicts.size();
    }

    /** As the store keeps it, see {@link VerdictText}. */
    String text() {
        return VerdictText.write(verdicts);
    }
}
