package org.dotgate.filter.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dotgate.dkim.Dkim;
import org.dotgate.dkim.DkimResult;
import org.dotgate.dkim.DkimResult.Status;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimFilterTest {
    private static final String HOST = "mx.example.org";

    @ParameterizedTest(name = "{0} with reject = {1}")
    @CsvSource({"NONE, NEVER, PASS", "NONE, FAIL, PASS", "FAIL, NEVER, PASS", "FAIL, FAIL, FAIL", "TEMPERROR, FAIL, PASS",
        "PERMERROR, FAIL, PASS", "PERMERROR, NEVER, PASS"})
    void messageShouldBeRefusedOnlyForAWrongSignatureAndIfToldSo(Status status, Reject reject, Verdict.Outcome expected) {
        Verdict verdict = verdict(new DkimResult(status, List.of(), "example.test: why"), reject);

        assertThat(verdict.outcome()).isEqualTo(expected);
        assertThat(verdict.reply()).as("the filter's own").isEmpty();
        assertThat(verdict.reason()).isEqualTo(status.name().toLowerCase() + ": example.test: why");
        assertThat(verdict.headers()).containsEntry("Authentication-Results",
                "mx.example.org; dkim=" + status.name().toLowerCase() + " reason=\"example.test: why\"");
    }

    @Test
    void everyDomainShouldBeNamedWhenItsSignatureHolds() {
        Verdict verdict = verdict(new DkimResult(Status.PASS, List.of("a.test", "b.test"), ""), Reject.FAIL);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict.reason()).isEqualTo("pass: a.test, b.test");
        assertThat(verdict.headers()).containsExactly(Map.entry("Authentication-Results",
                "mx.example.org; dkim=pass header.d=a.test; dkim=pass header.d=b.test"));
    }

    @Test
    void fieldShouldSayNoneWhenThereIsNoSignature() {
        Verdict verdict = verdict(new DkimResult(Status.NONE, List.of(), ""), Reject.NEVER);

        assertThat(verdict.reason()).isEqualTo("none");
        assertThat(verdict.headers()).containsEntry("Authentication-Results", "mx.example.org; dkim=none");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("a forged result", "x\"; dkim=pass header.d=bank.test; x=\"", "x\\\"; dkim=pass header.d=bank.test; x=\\\""),
                Arguments.of("a backslash", "\\", "\\\\"),
                Arguments.of("control characters", "a\u0000b\r\nc\u007f", "a?b??c?"),
                Arguments.of("8 bit", "\u00ff\u2028", "??"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileTextShouldStayInItsQuotes(String label, String detail, String expected) {
        assertThat(AuthenticationResults.of(HOST, new DkimResult(Status.FAIL, List.of(), detail)))
                .isEqualTo("mx.example.org; dkim=fail reason=\"" + expected + "\"");
    }

    @Test
    void fieldShouldBeCutBetweenResults() {
        List<String> domains = List.of("a".repeat(240) + ".test", "b".repeat(240) + ".test", "c".repeat(240) + ".test",
                "d".repeat(240) + ".test", "e.test");
        String field = AuthenticationResults.of(HOST, new DkimResult(Status.PASS, domains, ""));
        String reason = AuthenticationResults.of(HOST, new DkimResult(Status.FAIL, List.of(), "\\\"".repeat(5000)));

        assertThat(field).hasSizeLessThan(Verdict.MAX_REASON).contains("c.test").doesNotContain("d.test").endsWith("; dkim=pass header.d=e.test");
        assertThat(reason).hasSizeLessThan(Verdict.MAX_REASON).endsWith("\\\\\\\"\"");
    }

    @Test
    void readingShouldStopWhenNobodyWaits() throws Exception {
        CompletableFuture<DkimResult> never = new CompletableFuture<>();
        CompletableFuture<SpooledMessage> seen = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        CompletionStage<Verdict> verdict = new DkimFilter(message -> {
            seen.complete(message);
            return never;
        }, HOST, Reject.NEVER).judge(transaction(), cancellation);
        InputStream open = seen.join().open();
        assertThat(open.read()).isEqualTo('F');

        cancellation.cancel();

        assertThatThrownBy(() -> open.read(new byte[10])).isInstanceOf(IOException.class);
        assertThatThrownBy(open::read).isInstanceOf(IOException.class);
        assertThatThrownBy(seen.join()::open).isInstanceOf(IOException.class);
        assertThat(verdict).isCompletedExceptionally();
        assertThatThrownBy(verdict.toCompletableFuture()::join).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx example", "mx.example.org;", "\"mx\"", "mx..org", "m\u00fc.example"})
    void hostShouldBeRefusedWhenItIsNone(String host) {
        assertThatThrownBy(() -> create("authserv-id = " + host)).isInstanceOf(SettingsException.class)
                .hasMessageContaining("is not a host name");
    }

    @Test
    void filterShouldHaveItsDefaults() throws Exception {
        Verdict verdict = create("").judge(transaction(), new Cancellation()).toCompletableFuture().join();

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict.headers().get("Authentication-Results")).matches("[A-Za-z0-9._-]+; dkim=none");
    }

    private static DkimFilter create(String keys) throws SettingsException {
        Section section = Section.of(IniFile.parse("[filter dkim]\ntype = dkim\n" + keys + "\n", "dotgate.ini"), "filter dkim");
        return (DkimFilter) new DkimFilterType().create(section,
                new FilterHost(Path.of("."), new ManualTimer(), Runnable::run, DkimFilterTest.class.getClassLoader()));
    }

    private static Verdict verdict(DkimResult result, Reject reject) {
        Dkim dkim = message -> CompletableFuture.completedFuture(result);
        return new DkimFilter(dkim, HOST, reject).judge(transaction(), new Cancellation()).toCompletableFuture().join();
    }

    private static Transaction transaction() {
        return new Transaction("Mail17", Event.DOT, Client.at(InetAddress.getLoopbackAddress()).build(),
                new Envelope("alice@example.test", List.of("bob@example.net")), new BytesMessage("From: alice\n\nHi\n"));
    }
}
