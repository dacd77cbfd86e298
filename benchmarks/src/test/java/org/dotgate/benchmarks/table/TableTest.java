package org.dotgate.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void runShouldPrintOnlyTheSectionsAskedForWhenSomeAre() {
        assertThat(run("b", "--quick")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("bench demo: two things, JDK ")
                .contains("(b) a quick b", "SHORT")
                .doesNotContain("(a)");
    }

    @Test
    void runShouldPrintAllSectionsWhenNoneIsNamed() {
        assertThat(run()).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("(a) a whole a", "(b) a whole b");
    }

    @Test
    void runShouldEndWithTwoWhenCalledInAWrongWay() {
        assertThat(run("z")).isEqualTo(2);
    }

    @Test
    void runShouldEndWithOneWhenSomethingBreaks() {
        assertThat(run("c")).isEqualTo(1);
    }

    private int run(String... arguments) {
        return new Table("demo", List.of("a", "b", "c").subList(0, arguments.length > 0 && arguments[0].equals("c") ? 3 : 2), new Demo())
                .run(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
    }

    private static final class Demo implements Table.Sections {
        @Override
        public String heading() {
            return "two things";
        }

        @Override
        public List<Section> of(String letter, Scale scale) throws IOException {
            if (letter.equals("c")) {
                throw new IOException("broken");
            }
            return List.of(new Section() {
                @Override
                public String title() {
                    return (scale == Scale.QUICK ? "a quick " : "a whole ") + letter;
                }

                @Override
                public List<Figure> measure(Progress progress) {
                    return List.of(Figure.of("speed", "%d", 1).wanted("2", false));
                }
            });
        }
    }
}
