package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in conf-samples/filters, each on what it is made for. */
class SampleScriptsTest {
    private static final Path SAMPLES = Path.of("../conf-samples/filters").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    Scripts scripts;

    @BeforeEach
    void setUp() throws Exception {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void tearDown() {
        scripts.close();
    }

    private Filter sample(String name) throws Exception {
        return scripts.filter("command = '" + SAMPLES.resolve(name) + "'");
    }

    private Path message(String... lines) throws Exception {
        return Files.writeString(scripts.file("message.eml"), String.join("\r\n", lines) + "\r\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an invoice           | invoice@shop.example  | 1  | FAIL 550 5.7.1 Invoices by post, please
            a partner            | ann@partner.example   | 99 | ACCEPT (a partner)
            anybody              | ann@shop.example      | 50 | PASS
            a crowd              | ann@shop.example      | 51 | FAIL 451 4.5.3 Too many recipients at once
            a bounce             | ''                    | 1  | PASS
            hostile characters   | $(id)*`id`; exit 3    | 1  | PASS
            """)
    void checkShouldJudgeByTheEnvelope(String label, String sender, int recipients, String verdict) throws Exception {
        assertThat(scripts.get(sample("check.sh"), TestTransaction.of(message("Subject: x", "", "y"),
                TestTransaction.client().build(), sender, Collections.nCopies(recipients, "bob@example.net"))).toString())
                .startsWith(verdict);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a program              | Content-Disposition: attachment; filename="invoice.pdf.EXE"  | FAIL_KEEP 550 5.7.1
            one without quotes     | Content-Type: application/x; name=a.scr                      | FAIL_KEEP 550 5.7.1
            one with odd octets    | Content-Type: application/x; name="\u00e9\u00ff.scr"         | FAIL_KEEP 550 5.7.1
            a document             | Content-Disposition: attachment; filename="invoice.pdf"      | PASS
            a word about programs  | Subject: how to start setup.exe                              | PASS
            """)
    void keepShouldKeepProgramsOnly(String label, String field, String verdict) throws Exception {
        Files.write(message(""), (field + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scripts.get(sample("keep.sh"), scripts.transaction()).toString()).startsWith(verdict);
    }

    @Test
    void keepShouldNotPassWhatItCannotRead() throws Exception {
        Files.delete(scripts.file("message.eml"));
        Files.createDirectory(scripts.file("message.eml"));
        assertThat(scripts.failure(sample("keep.sh"))).contains("ended with exit code 2");
    }

    @Test
    void slowShouldNotBeSlowUnlessTheHeaderAsksForIt() throws Exception {
        scripts.script("bin/sleep", "echo $* >> slept");
        Filter filter = scripts.filter("command = /usr/bin/env 'PATH=" + scripts.file("bin") + ":" + System.getenv("PATH") + "' '"
                + SAMPLES.resolve("slow.sh") + "'");

        message("Subject: x", "", "X-Check: slowly");
        assertThat(scripts.get(filter, scripts.transaction())).hasToString("PASS");
        assertThat(scripts.file("slept")).doesNotExist();

        message("Subject: x", "X-Check: slowly", "", "y");
        assertThat(scripts.get(filter, scripts.transaction())).hasToString("PASS");
        assertThat(scripts.file("slept")).hasContent("5");
    }

    @Test
    void slowShouldEndWhenTheClientDrops() throws Exception {
        message("Subject: x", "X-Check: slowly", "", "y");
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Verdict> verdict =
                sample("slow.sh").judge(scripts.transaction(), cancellation).toCompletableFuture();
        await().until(() -> ProcessHandle.current().descendants().filter(one -> !before.contains(one))
                .anyMatch(one -> one.info().command().orElse("").endsWith("sleep")));
        cancellation.cancel();
        assertThat(verdict).isCancelled();
        await().until(() -> ProcessHandle.current().descendants().allMatch(one -> before.contains(one) || Scripts.ended(one)));
    }
}
