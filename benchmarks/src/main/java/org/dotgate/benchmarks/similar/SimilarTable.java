package org.dotgate.benchmarks.similar;

import java.util.List;
import java.util.Locale;
import org.dotgate.benchmarks.table.Scale;
import org.dotgate.likeness.Match;

/**
 * Prints how often {@code match = similar} is wrong on pairs made from the samples and from the folder that the environment
 * variable {@code DOTGATE_CORPUS} names, beside {@code exact} and {@code canonical}, and what it costs. With {@code show}
 * as its argument it names the pairs it is wrong about.
 */
public final class SimilarTable {
    private SimilarTable() {}

    public static void main(String[] arguments) throws Exception {
        Scale.say(System.out);
        boolean show = arguments.length > 0 && arguments[0].equals("show");
        List<Mail> mails = Mail.samples();
        Pairs pairs = new Pairs(mails);
        line("%,d messages, of which %,d can be built anew", mails.size(), pairs.rebuildable());
        line("");
        line("%-62s %9s  %8s %9s %8s", "alike, and not known again (false miss)", "pairs", "exact", "canonical", "similar");
        for (Pairs.Alike kind : Pairs.Alike.values()) {
            tell(kind.label, pairs.alike(kind), true, show);
        }
        line("");
        line("%-62s %9s  %8s %9s %8s", "different, and taken for the same (false pass)", "pairs", "exact", "canonical", "similar");
        for (Pairs.Different kind : Pairs.Different.values()) {
            tell(kind.label, pairs.different(kind), false, show);
        }
        line("");
        Cost.print();
    }

    private static void tell(String label, Rates rates, boolean expected, boolean show) {
        line("%-62s %9d  %7.2f%% %8.2f%% %7.2f%%", label, rates.pairs(), rates.wrong(Match.EXACT, expected), rates.wrong(Match.CANONICAL, expected),
                rates.wrong(Match.SIMILAR, expected));
        if (show) {
            rates.wrongPairs(expected).forEach(pair -> line("    %s", pair));
        }
    }

    static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
