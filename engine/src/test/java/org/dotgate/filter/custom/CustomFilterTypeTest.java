package org.dotgate.filter.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.PlainFilter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.filter.exec.TestTransaction;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomFilterTypeTest {
    @TempDir
    Path directory;

    private Verdict verdictOf(String className, String... lines) throws Exception {
        Path message = Files.writeString(directory.resolve("message.eml"), "Subject: hello\r\n");
        return create(className, lines).judge(TestTransaction.of(message), new Cancellation()).toCompletableFuture().join();
    }

    private Filter create(String className, String... lines) throws SettingsException {
        IniFile ini = IniFile.parse("[filter own]\nclass = " + className + "\n" + String.join("\n", lines), "dotgate.ini");
        FilterHost host = new FilterHost(directory, new ManualTimer(), Runnable::run, getClass().getClassLoader());
        return new CustomFilterType().create(Section.of(ini, "filter own"), host);
    }

    private static String nested(String name) {
        return CustomFilterTypeTest.class.getName() + "$" + name;
    }

    @Test
    void createShouldTakeAConstructorWithoutArguments() throws Exception {
        assertThat(verdictOf(nested("Plain")).reason()).isEqualTo("plain");
    }

    @Test
    void createShouldHandOptionsToAConstructorThatTakesThem() throws Exception {
        assertThat(verdictOf(nested("WithOptions"), "options = limit = 5, list=conf/a=b.txt,, empty =").reason())
                .isEqualTo("{limit=5, list=conf/a=b.txt, empty=}");
        assertThat(verdictOf(nested("WithOptions")).reason()).isEqualTo("{}");
    }

    @Test
    void createShouldHandTheHouseToAConstructorThatTakesIt() throws Exception {
        assertThat(verdictOf(nested("WithHost"), "options = a = b").reason()).isEqualTo("{a=b} in " + directory);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no such class               | NotThere      | extensions-jars/
            not a filter                | NoFilter      | does not implement org.dotgate.filter.Filter
            an interface                | JustAnIdea    | not a public class that can be constructed
            not public                  | Hidden        | not a public class that can be constructed
            no constructor              | OddOne        | no public constructor without arguments
            constructor fails           | Failing       | failed: java.lang.IllegalArgumentException: the list is empty
            static initialiser fails    | BadStart      | cannot be loaded: java.lang.ExceptionInInitializerError
            """)
    void createShouldTellWhatIsWrongWithTheClass(String label, String name, String problem) {
        assertThatThrownBy(() -> create(nested(name)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("dotgate.ini:2: [filter own] class: ").hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            options nobody takes  | Plain       | a = b         | takes no options
            no equals sign        | WithOptions | a             | 'a' is not of the form name = value
            no name               | WithOptions | = b           | '= b' is not of the form name = value
            twice                 | WithOptions | a = b, a = c  | 'a' is given twice
            """)
    void createShouldTellWhatIsWrongWithTheOptions(String label, String name, String options, String problem) {
        assertThatThrownBy(() -> create(nested(name), "options = " + options))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("dotgate.ini:3: [filter own] options: ").hasMessageContaining(problem);
    }

    public static final class Plain implements PlainFilter {
        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass("plain");
        }
    }

    public static final class WithOptions implements PlainFilter {
        private final Map<String, String> options;

        public WithOptions() {
            this(Map.of("taken", "the wrong constructor"));
        }

        public WithOptions(Map<String, String> options) {
            this.options = options;
        }

        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass(options.toString());
        }
    }

    public static final class WithHost implements PlainFilter {
        private final String seen;

        public WithHost(Map<String, String> options, FilterHost host) {
            this.seen = options + " in " + host.directory();
        }

        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass(seen);
        }
    }

    public static final class NoFilter {}

    public interface JustAnIdea extends PlainFilter {}

    static final class Hidden implements PlainFilter {
        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass();
        }
    }

    public static final class OddOne implements PlainFilter {
        public OddOne(String text) {
            throw new AssertionError(text);
        }

        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass();
        }
    }

    public static final class Failing implements PlainFilter {
        public Failing() {
            throw new IllegalArgumentException("the list is empty");
        }

        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass();
        }
    }

    public static final class BadStart implements PlainFilter {
        static final int LIMIT = Integer.parseInt("many");

        @Override
        public Verdict verdict(Transaction transaction) {
            return Verdict.pass();
        }
    }
}
