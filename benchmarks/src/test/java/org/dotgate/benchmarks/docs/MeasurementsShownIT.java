package org.dotgate.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every measurement that README.md and docs show, typed as it is shown, in a copy of the source tree, and rehearsed: all of it
 * runs, with numbers so small that its figures mean nothing. So what is looked for is that each row of docs/benchmarks.md and
 * docs/filters-words.md comes from a line that is printed, and never what it says.
 */
class MeasurementsShownIT {
    private static final List<String> CONTENDERS =
            List.of("Dotgate", "double-array trie", "Hyperscan, its wrapper", "Hyperscan, \\b", "Hyperscan, literals");
    private static final List<String> MESSAGES =
            List.of("both quoted-printable", "both base64", "7bit and q-p HTML", "q-p and base64 HTML");
    private static final List<String> KINDS = List.of("plain, 50 KB", "HTML, 50 KB", "HTML newsletter, 50 KB",
            "HTML quoted-printable, 50 KB", "plain and HTML q-p, 50 KB", "the same and a picture, 50 KB", "plain and HTML q-p, 4 KB",
            "accented utf-8, 50 KB");

    @TempDir
    private static Path folder;

    private static SourceTree tree;
    private static boolean postgrey;

    @BeforeAll
    static void copy() throws Exception {
        postgrey = hasPostgrey();
        tree = SourceTree.copy(folder.resolve("tree"));
    }

    /** Where it cannot be installed, what is measured beside it is not looked for, unless this is where all must run. */
    private static boolean hasPostgrey() throws Exception {
        try {
            SourceTree.install("benchmarks/postgrey.sh");
            return true;
        } catch (AssertionError e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            return false;
        }
    }

    static List<String> measurements() throws IOException {
        return Shown.measurements();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("measurements")
    void tableShouldBePrintedWhenAMeasurementIsTyped(String command) throws Exception {
        String what = command.split(" ")[2];
        if (what.equals("words")) {
            assumeHyperscan();
        }

        String said = tree.type(command);

        assertThat(said).contains("a rehearsal: no figure means anything");
        switch (what) {
            case "similar" -> {
                assertThat(count(said, "(?m)^\\S.*  [0-9]+ +[0-9.]+% +[0-9.]+% +[0-9.]+%$")).isEqualTo(Shown.kindsOfPairs()).isGreaterThan(10);
                MESSAGES.forEach(kind -> assertThat(said).containsPattern("(?m)^" + kind + "( +[0-9.]+ ms){3}$"));
            }
            case "words" -> words(said);
            default -> table(what, command, new Printed(said));
        }
    }

    private static void table(String what, String command, Printed printed) throws IOException {
        String letters = command.replaceFirst("\\./dotgate bench " + what, "").replaceAll("--quick| ", "");
        List<String> figures = Shown.figures().stream()
                .filter(row -> row.startsWith(what + " ") && (letters.isEmpty() || letters.contains(letter(row))))
                .filter(row -> postgrey || !row.startsWith("greylist (d)")).toList();

        assertThat(figures).isNotEmpty().allSatisfy(printed::mustHave);
        assertThat(printed.letters()).isEqualTo(letters.isEmpty() ? "abcde".substring(0, printed.letters().length()) : letters);
    }

    private static String letter(String row) {
        return row.replaceFirst(".*?\\(([a-z])\\).*", "$1");
    }

    /** The native library that ships with the benchmarks is built for this platform alone. */
    private static void assumeHyperscan() {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch")).isEqualTo("Linux amd64");
    }

    private static void words(String said) {
        for (String contender : CONTENDERS) {
            assertThat(count(said, "(?m)^  " + Pattern.quote(contender) + " +[0-9]+ MB/s   Dotgate is [0-9.]+ times as fast$"))
                    .as(contender).isEqualTo(2);
        }
        assertThat(said).containsPattern("(?m)^  Dotgate, few hits +[0-9]+ MB/s").containsPattern("(?m)^  Dotgate, many hits +[0-9]+ MB/s")
                .containsPattern("(?m)^  Dotgate, reading a list +[0-9]+ ms");
        MESSAGES.forEach(kind -> assertThat(said).containsPattern("(?m)^  " + kind + " +[0-9.]+ ms$"));
    }

    @Test
    void everyRecordingShouldBePrintedWhenJamesesAreRecorded() throws Exception {
        String said = tree.type(Shown.sample("docs/benchmarks.md", "jfr print"));

        assertThat(tree.files("recordings", ".jfr")).hasSizeGreaterThan(1);
        assertThat(said).containsPattern("jdk\\.ExecutionSample \\{\\s+startTime = ");
        assertThat(Shown.figures().stream().filter(row -> row.startsWith("dot (b)"))).isNotEmpty().allSatisfy(new Printed(said)::mustHave);
    }

    /** The same engine will do for another one. */
    @Test
    void matcherShouldBeMeasuredWhenItIsBuiltAndStartedByHand() throws Exception {
        assumeHyperscan();

        words(tree.type(Shown.sample("docs/filters-words.md", "words.WordsTable")));

        Path engine = tree.files("benchmarks/target/lib", ".jar").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("dotgate-engine-")).findFirst().orElseThrow();
        Files.copy(engine, tree.path("OTHER-ENGINE.jar"));
        String said = tree.type(Shown.sample("docs/filters-words.md", "words.ColdTable"));
        String figures = " +[0-9.]+ +[0-9.]+ +[0-9.]+";
        KINDS.forEach(kind -> assertThat(said).containsPattern("(?m)^  " + kind + " +warm" + figures + "   cold" + figures + "$"));
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
