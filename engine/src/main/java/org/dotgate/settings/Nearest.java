package org.dotgate.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the valid name an operator probably meant, by edit distance (Levenshtein, 1966). */
public final class Nearest {
    private Nearest() {}

    /** A clause such as {@code ; did you mean 'budget'? Valid here: budget, patience}. */
    public static String hint(String given, Collection<String> valid) {
        String all = valid.stream().sorted().collect(Collectors.joining(", "));
        return to(given, valid).map(name -> "; did you mean '" + name + "'?").orElse(";") + " Valid here: " + all;
    }

    /** The closest name, if it is close enough to be a slip. */
    public static Optional<String> to(String given, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.<String>comparingInt(name -> distance(given, name)).thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(given, name) <= Math.max(2, name.length() / 3));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (lower(a, i) == lower(b, j) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static char lower(String text, int index) {
        return Character.toLowerCase(text.charAt(index - 1));
    }
}
