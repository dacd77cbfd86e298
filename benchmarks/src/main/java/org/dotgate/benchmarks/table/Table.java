package org.dotgate.benchmarks.table;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dotgate.benchmarks.table.Section.Progress;

/**
 * A program that measures section by section and prints a table. Its arguments are {@code --quick}, and the letters of
 * sections where not all are wanted. Immutable.
 *
 * @param name what follows {@code ./dotgate bench}
 * @param letters of the sections, in their order
 * @param sections how to come by them
 */
public record Table(String name, List<String> letters, Sections sections) {
    /** What is measured. */
    public interface Sections {
        /** What is measured with what, in one line. */
        String heading() throws IOException;

        /**
         * The sections of a letter.
         *
         * @param scale how much they are to measure
         */
        List<Section> of(String letter, Scale scale) throws IOException;
    }

    /**
     * Measures and prints.
     *
     * @return what the program is to end with: 0 when everything could be measured, though a figure may fall short of its
     *     promise and be printed so; 1 when something broke, and 2 when it was called in a wrong way
     */
    public int run(PrintStream out, String... arguments) {
        // figures are for reports: a decimal point, whatever the language of the machine
        Locale.setDefault(Locale.ROOT);
        boolean quick = false;
        List<String> chosen = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (letters.contains(argument)) {
                chosen.add(argument);
            } else {
                System.err.println("usage: ./dotgate bench " + name + " [--quick] [" + String.join("] [", letters) + "]");
                return 2;
            }
        }
        try {
            print(out, Scale.asked(quick), chosen.isEmpty() ? letters : chosen);
            return 0;
        } catch (IOException e) {
            System.err.println("bench " + name + ": " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void print(PrintStream out, Scale scale, List<String> chosen) throws IOException, InterruptedException {
        out.printf("bench %s: %s, JDK %s, %d processors%n", name, sections.heading(), Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        Scale.say(out);
        for (String letter : chosen) {
            for (Section section : sections.of(letter, scale)) {
                out.printf("%n(%s) %s%n", letter, section.title());
                for (Figure figure : section.measure(progress())) {
                    out.println(line(figure));
                }
            }
        }
    }

    static String line(Figure figure) {
        return String.format("    %-72s %-48s %-10s %s", figure.label(), figure.value(), figure.wanted(), figure.verdict())
                .stripTrailing();
    }

    private static Progress progress() {
        boolean terminal = System.console() != null;
        return what -> {
            if (terminal) {
                System.err.printf("\r    %-70s\r", what);
            }
        };
    }
}
