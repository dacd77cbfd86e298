package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.SmtpProber;
import org.dotgate.callout.probe.Timeouts;
import org.dotgate.callout.route.Route;
import org.dotgate.callout.route.Routes;
import org.dotgate.callout.route.Target;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.Postfix;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes of a real Postfix. Skipped where there is none and none can be installed. */
class RealMtaProbeIT {
    private static final SystemTimer TIMER = new SystemTimer();
    private static final MxLimits NO_LIMITS = (host, address, most) -> CompletableFuture.completedFuture(() -> {});
    private static Postfix postfix;
    private static SmtpProber prober;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        postfix = Postfix.startOrSkip(folder);
        prober = new SmtpProber(new ToPostfix(), NO_LIMITS, TIMER, new Random(1), 1);
    }

    @AfterAll
    static void stop() {
        if (postfix != null) {
            prober.close();
            postfix.close();
        }
        TIMER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "anna@real.test,      FOUND",
        "nobody@real.test,    NOT_FOUND",
        "moved@real.test,     NOT_FOUND",
        "full@real.test,      FOUND",
        "grey@real.test,      UNKNOWN",
        "anna@elsewhere.test, REFUSED",
    })
    void answerShouldBeWhatPostfixSays(String address, Answer answer) throws Exception {
        ProbeResult result = ask(request(address));

        assertThat(result.answer()).as(() -> String.join("\n", result.transcript())).isEqualTo(answer);
        assertThat(result.at()).isEqualTo(Stage.RCPT);
        assertThat(result.mx()).isEqualTo("mx.real.test");
    }

    @Test
    void dialogueShouldBePoliteAndEndBeforeData() throws Exception {
        ProbeResult result = ask(request("anna@real.test").catchAll(true));

        assertThat(result.answer()).isEqualTo(Answer.FOUND);
        assertThat(result.tellsAddressesApart()).isTrue();
        List<String> said = said(result);
        assertThat(said).startsWith("EHLO mx.dotgate.test", "MAIL FROM:<>", "RCPT TO:<anna@real.test>");
        assertThat(said.get(3)).matches("RCPT TO:<[^@]+@real\\.test>");
        assertThat(result.transcript()).anyMatch(line -> line.contains("User unknown in virtual mailbox table"));
        Patience.await("Postfix hears QUIT").untilAsserted(() ->
                assertThat(postfix.log()).contains("ehlo=1 mail=1 rcpt=1/2 rset=1 quit=1").doesNotContain("data="));
    }

    @Test
    void anotherReversePathShouldBeTriedWhenOneIsRefused() throws Exception {
        ProbeResult result = ask(request("anna@real.test").senders(List.of("refused@sender.test", "")));

        assertThat(result.answer()).isEqualTo(Answer.FOUND);
        assertThat(said(result)).containsSubsequence("MAIL FROM:<refused@sender.test>", "RSET", "MAIL FROM:<>", "RCPT TO:<anna@real.test>");
    }

    @Test
    void timeShouldBeToldWhenPostfixGreylists() throws Exception {
        assertThat(ask(request("grey@real.test")).comeAgain()).contains(Duration.ofMinutes(5));
    }

    private static List<String> said(ProbeResult result) {
        return result.transcript().stream().filter(line -> line.contains(" > ")).map(line -> line.substring(line.indexOf(" > ") + 3))
                .collect(Collectors.toList());
    }

    private static ProbeRequest.Builder request(String address) {
        Timeouts timeouts = new Timeouts(
                Arrays.stream(Stage.values()).collect(Collectors.toMap(Function.identity(), stage -> Patience.LIMIT)), Patience.LIMIT);
        return ProbeRequest.about(address).helo("mx.dotgate.test").timeouts(timeouts).port(postfix.address().getPort()).allowPrivate(true);
    }

    private static ProbeResult ask(ProbeRequest.Builder request) throws Exception {
        return prober.probe(request.build()).get(2 * Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Leads every domain to the Postfix of the test. */
    private static final class ToPostfix implements Routes {
        @Override
        public CompletionStage<Route> find(String domain, boolean allowPrivate) {
            return CompletableFuture.completedFuture(Route.to(List.of(new Target("mx.real.test", postfix.address().getAddress()))));
        }

        @Override
        public boolean mayConnect(InetAddress address, boolean allowPrivate) {
            return address.isLoopbackAddress();
        }
    }
}
