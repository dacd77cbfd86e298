package org.dotgate.cli.judge;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogText;
import org.dotgate.filter.Verdict;
import org.dotgate.insight.Figures;
import org.dotgate.insight.FilterFigures;
import org.dotgate.insight.Histogram;
import org.dotgate.insight.Outcome;

/** For people: a line a message, one below it for each filter, and tables at the end. Used by one thread. */
final class PlainTelling implements Telling {
    private static final String ROW = "  %-16s %8s %8s %8s %8s %9s %9s %9s%n";

    private final PrintWriter out;

    PlainTelling(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void decided(String name, Decision decision, Duration time) {
        String by = decision.kind() == Decision.Kind.ACCEPTED ? "" : " by " + decision.by();
        String reply = decision.reply().map(given -> ": " + given).orElse("");
        out.println(LogText.safe(name) + ": " + Outcome.of(decision).label() + by + reply);
        for (FilterResult result : decision.results()) {
            String keeps = result.verdict().outcome() == Verdict.Outcome.FAIL_KEEP ? ", a copy would be kept" : "";
            out.println("    " + result + keeps);
        }
        out.flush();
    }

    @Override
    public void unreadable(String name, String problem) {
        out.println(LogText.safe(name) + ": " + LogText.safe(problem));
    }

    @Override
    public void summary(Tally tally, Figures figures) {
        out.println(tally.total() + (tally.total() == 1 ? " message: " : " messages: ") + tally.accepted() + " accepted, "
                + tally.refused() + " refused, " + tally.deferred() + " deferred"
                + (tally.unreadable() == 0 ? "" : ", " + tally.unreadable() + " unreadable"));
        if (figures.filters().isEmpty()) {
            return;
        }
        Histogram all = figures.answered();
        out.println("judged in " + tally.time().toMillis() + " ms; a message took " + millis(all.percentile(50)) + " ms (median), "
                + millis(all.longest()) + " ms at most");
        out.printf(ROW, "FILTER", "PASSED", "ACCEPTED", "REFUSED", "SHADOW", "MEDIAN", "P99", "MOST");
        for (Map.Entry<String, FilterFigures> one : figures.filters().entrySet()) {
            Map<String, Long> verdicts = one.getValue().verdicts();
            Histogram times = one.getValue().times();
            out.printf(ROW, one.getKey(), verdicts.get("pass"), verdicts.get("accept"), verdicts.get("fail"), verdicts.get("shadow-fail"),
                    millis(times.percentile(50)) + " ms", millis(times.percentile(99)) + " ms", millis(times.longest()) + " ms");
        }
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
    }
}
