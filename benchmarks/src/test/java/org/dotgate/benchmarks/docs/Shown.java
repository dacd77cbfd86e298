package org.dotgate.benchmarks.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What README.md and the pages of docs show of measurements. */
final class Shown {
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern ROW = Pattern.compile("\\| (\\([a-z]\\) [^|]+?) \\| [^|]+ \\|.*");
    private static final Pattern MEASUREMENT = Pattern.compile("`bench ([a-z]+)`, on the same machine.*");

    private Shown() {}

    /** Every line of a sample that is a measurement by itself, without what is said about it, and each once. */
    static List<String> measurements() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(SourceTree.TOP.resolve("README.md")));
        try (Stream<Path> docs = Files.list(SourceTree.TOP.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream().flatMap(page -> samples(page).stream()).flatMap(String::lines)
                .filter(line -> line.startsWith("./dotgate bench ")).map(line -> line.replaceFirst(" +#.*", "").strip())
                .distinct().collect(Collectors.toList());
    }

    /** The only shell sample of a page that holds this text. */
    static String sample(String page, String part) {
        List<String> samples = samples(SourceTree.TOP.resolve(page)).stream().filter(sample -> sample.contains(part))
                .collect(Collectors.toList());
        if (samples.size() != 1) {
            throw new AssertionError(page + " has " + samples.size() + " samples with '" + part + "'");
        }
        return samples.get(0);
    }

    private static List<String> samples(Path page) {
        try {
            return SHELL.matcher(Files.readString(page)).results().map(sample -> sample.group(1)).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of docs/benchmarks.md's tables, each behind the measurement that it comes from: {@code dot (a) accepted}. */
    static List<String> figures() throws IOException {
        String page = Files.readString(SourceTree.TOP.resolve("docs/benchmarks.md"));
        List<String> figures = new ArrayList<>();
        String measurement = "dot";
        for (String line : page.substring(page.indexOf("## What was measured")).split("\n")) {
            Matcher next = MEASUREMENT.matcher(line);
            Matcher row = ROW.matcher(line);
            if (next.matches()) {
                measurement = next.group(1);
            } else if (row.matches()) {
                figures.add(measurement + " " + row.group(1));
            }
        }
        return figures;
    }

    /** How many rows docs/similar.md has of pairs that were counted. */
    static long kindsOfPairs() throws IOException {
        return Files.readString(SourceTree.TOP.resolve("docs/similar.md")).lines()
                .filter(line -> line.matches("\\| .* \\| [0-9,]+ \\| [0-9].* \\|")).count();
    }
}
