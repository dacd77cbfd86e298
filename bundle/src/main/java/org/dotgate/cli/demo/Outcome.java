package org.dotgate.cli.demo;

import java.io.PrintStream;
import java.util.List;

/** What became of one message of the demo. Immutable. */
final class Outcome {
    private static final String ROW = "%2s  %-48s  %-22s  %-9s  %-19s  %s%n";

    private final Scenario scenario;
    private final String reply;
    private final Scenario.Place place;
    private final List<String> reasons;

    /**
     * @param reply the reply to the dot; empty if none came
     * @param reasons what Dotgate wrote to the log about it
     */
    Outcome(Scenario scenario, String reply, Scenario.Place place, List<String> reasons) {
        this.scenario = scenario;
        this.reply = reply;
        this.place = place;
        this.reasons = List.copyOf(reasons);
    }

    boolean asExpected() {
        boolean replied = scenario.code() == 0 ? reply.isEmpty() : reply.startsWith(scenario.code() + " ");
        return replied && place == scenario.place();
    }

    /** The basic and the enhanced code of the reply, such as {@code 550 5.7.1}. */
    private String codes() {
        String[] words = reply.split(" ", 3);
        return reply.isEmpty() ? "none" : words.length < 2 ? reply : words[0] + " " + words[1];
    }

    /**
     * Prints them as a table, and beneath each what Dotgate wrote to the log about it.
     *
     * @return whether all of them are as expected
     */
    static boolean print(List<Outcome> outcomes, PrintStream out) {
        out.println();
        out.printf(ROW, "", "message", "the client", "reply", "the message is", "as expected");
        boolean all = true;
        int number = 0;
        for (Outcome outcome : outcomes) {
            Scenario scenario = outcome.scenario;
            out.printf(ROW, ++number, scenario.title(), scenario.client(), outcome.codes(), outcome.place,
                    outcome.asExpected() ? "yes" : "NO");
            outcome.reasons.forEach(reason -> out.println("      " + reason));
            all &= outcome.asExpected();
        }
        out.println();
        out.println(all ? "Every message ended as expected." : "Not every message ended as expected.");
        return all;
    }
}
