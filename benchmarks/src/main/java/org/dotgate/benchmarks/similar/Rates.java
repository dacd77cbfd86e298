package org.dotgate.benchmarks.similar;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dotgate.likeness.Likeness;
import org.dotgate.likeness.Match;

/** Counts the pairs of one kind that are taken for the same. Not thread-safe. */
final class Rates {
    private static final List<Match> MATCHES = List.of(Match.EXACT, Match.CANONICAL, Match.SIMILAR);

    private final Map<Match, Long> alike = new EnumMap<>(Match.class);
    private final List<String> like = new ArrayList<>();
    private final List<String> unlike = new ArrayList<>();
    private long pairs;

    void add(Mail one, Mail other) {
        add(new Known(one), new Known(other));
    }

    void add(Known one, Known other) {
        pairs++;
        for (Match match : MATCHES) {
            boolean same = one.by.get(match).isLike(other.by.get(match));
            alike.merge(match, same ? 1L : 0L, Long::sum);
            if (match == Match.SIMILAR && (same ? like : unlike).size() < 1000) {
                (same ? like : unlike).add(one.mail + " / " + other.mail);
            }
        }
    }

    long pairs() {
        return pairs;
    }

    /** Of a hundred pairs, how many are not as expected. */
    double wrong(Match match, boolean expected) {
        double share = pairs == 0 ? 0 : 100.0 * alike.getOrDefault(match, 0L) / pairs;
        return expected && pairs > 0 ? 100 - share : share;
    }

    /** The first thousand pairs that {@link Match#SIMILAR} is wrong about. */
    List<String> wrongPairs(boolean expected) {
        return expected ? unlike : like;
    }

    /** A message and what it is known by. */
    static final class Known {
        final Mail mail;
        final Map<Match, Likeness> by = new EnumMap<>(Match.class);

        Known(Mail mail) {
            this.mail = mail;
            MATCHES.forEach(match -> by.put(match, mail.likeness(match)));
        }
    }
}
