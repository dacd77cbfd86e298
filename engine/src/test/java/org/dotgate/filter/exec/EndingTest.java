package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dotgate.filter.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    private static Ending printed(String output) {
        return new Ending("check.sh", 0, output, "");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            pass                       | PASS\\n                          | PASS
            pass without a line end    | PASS                             | PASS
            pass with a reason         | PASS all is well\\n              | PASS (all is well)
            accept                     | ACCEPT\\n                        | ACCEPT
            accept with a reason       | ACCEPT partner\\n                | ACCEPT (partner)
            fail with a reply          | FAIL 550 5.7.1 No\\n             | FAIL 550 5.7.1 No (550 5.7.1 No)
            fail with a code only      | FAIL 451\\n                      | FAIL 451 4.7.1 Message refused (451)
            fail, enhanced code amiss  | FAIL 550 4.7.1 No\\n             | FAIL 550 5.7.1 No (550 4.7.1 No)
            fail with the section's    | FAIL\\n                          | FAIL
            fail with a reason         | FAIL three invoices\\n           | FAIL (three invoices)
            keep                       | FAIL_KEEP 451 4.7.1 Later\\n     | FAIL_KEEP 451 4.7.1 Later (451 4.7.1 Later)
            keep with the section's    | FAIL_KEEP\\n                     | FAIL_KEEP
            last line counts           | FAIL\\nACCEPT\\nchecking\\nPASS\\n | PASS
            empty lines behind         | PASS\\n\\n \\n                   | PASS
            Windows line ends          | FAIL\\r\\nPASS\\r\\n             | PASS
            """)
    void lastLineShouldBecomeTheVerdict(String label, String output, String verdict) throws Exception {
        assertThat(printed(output.replace("\\n", "\n").replace("\\r", "\r")).verdict()).hasToString(verdict);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no verdict            | all is well    | last line of output: 'all is well'
            lower case            | pass           | last line of output: 'pass'
            run together          | PASSED         | last line of output: 'PASSED'
            verdict not last      | PASS\\nbye      | last line of output: 'bye'
            a 2xx reply           | FAIL 250 Fine  | not like '550 5.7.1 text'
            a code cut short      | FAIL 55 No     | not like '550 5.7.1 text'
            """)
    void otherLinesShouldBeErrors(String label, String output, String problem) {
        assertThatThrownBy(() -> printed(output.replace("\\n", "\n")).verdict())
                .isInstanceOf(ScriptException.class).hasMessageContaining(problem);
    }

    @Test
    void silenceShouldBeAnError() {
        assertThatThrownBy(() -> printed("\n \n").verdict())
                .hasMessage("check.sh ended without a verdict (PASS, ACCEPT, FAIL or FAIL_KEEP) in its last line; no output");
    }

    @Test
    void exitCodeShouldBeAnErrorThatQuotesBothOutputsOnOneLine() {
        assertThatThrownBy(() -> new Ending("check.sh", 3, "PASS\n", "perl: no\u001b[31m\nmodule\r\n").verdict())
                .hasMessage("check.sh ended with exit code 3; last line of output: 'PASS';"
                        + " standard error: 'perl: no [31m module'");
    }

    @Test
    void signalShouldBeNamed() {
        assertThatThrownBy(() -> new Ending("check.sh", 139, "", "").verdict())
                .hasMessageContaining("exit code 139 (signal 11)");
    }

    @Test
    void errorShouldBeCutWhenTheOutputIsLong() {
        assertThatThrownBy(() -> new Ending("check.sh", 1, "x".repeat(60_000), "y".repeat(4_000)).verdict())
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(600).contains("xxx...", "yyy..."));
    }

    @Test
    void outputCannotInjectSmtpLines() throws Exception {
        Verdict verdict = printed("FAIL 550 5.7.1 No\u000b\u0085\u2028250 2.0.0 \0Ok \u00e9" + "x".repeat(1000)).verdict();
        assertThat(verdict.reply().orElseThrow().toString()).matches("550 5\\.7\\.1 [\\x20-\\x7e]{1,400}");
        assertThat(verdict.reason()).hasSizeLessThan(410).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028]");
    }

    @Test
    void carriageReturnShouldEndALineSoThatNoTextHidesBehindIt() {
        assertThatThrownBy(() -> printed("FAIL 550 5.7.1 No\r250 2.0.0 Ok").verdict())
                .isInstanceOf(ScriptException.class).hasMessageContaining("'250 2.0.0 Ok'");
    }
}
