package org.dotgate.filter.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.DotSettings;
import org.dotgate.filter.Event;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.greylist.Delays;
import org.dotgate.greylist.Greylist;
import org.dotgate.likeness.Likeness;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spf.Spf;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.Background;
import org.junit.jupiter.api.Test;

class GreylistFilterTest {
    private final ManualTimer timer = new ManualTimer();
    private final FilterHost host = new FilterHost(Path.of("."), timer, Runnable::run, getClass().getClassLoader());

    private Filter filter(String... lines) throws SettingsException {
        IniFile ini = IniFile.parse("[filter g]\ntype = greylist\n[greylist]\n" + String.join("\n", lines), "dotgate.ini");
        return new GreylistFilterType((match, message) -> Likeness.parse("c" + message.size()), (any, services) -> Delays.UNHEARD)
                .create(Section.of(ini, "filter g"), host);
    }

    private static Transaction transaction(String sender, String content) {
        Client client = Client.at(InetAddress.getLoopbackAddress()).helo("mx.example.org").build();
        return new Transaction("Mail17", Event.DOT, client, new Envelope(sender, List.of("ben@example.net")), new BytesMessage(content));
    }

    private static Verdict judge(Filter filter, String content) throws Exception {
        return filter.judge(transaction("anna@example.org", content), new Cancellation()).toCompletableFuture().getNow(null);
    }

    @Test
    void filterShouldRefuseForNowAndThenPassWithAHeader() throws Exception {
        Filter filter = filter("delay = 2m");
        Verdict first = judge(filter, "hello");
        assertThat(first.outcome()).isEqualTo(Verdict.Outcome.FAIL);
        assertThat(first.reply().orElseThrow()).hasToString("451 4.7.1 Greylisted, please come back in 120 seconds");
        assertThat(first.headers()).isEmpty();
        timer.turn(Duration.ofSeconds(125));

        Verdict second = judge(filter, "hello");

        assertThat(second.outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(second.headers()).isEqualTo(Map.of("X-Greylist", "delayed 125 seconds"));
        assertThat(judge(filter, "next").headers()).isEmpty();
    }

    @Test
    void filtersOfAllReadingsShouldShareOneGreylist() throws Exception {
        judge(filter(), "hello");
        timer.turn(Duration.ofMinutes(5));

        assertThat(judge(filter("auto-pass = 7"), "hello").outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(host.services().shared(Greylist.class, () -> null).passed()).isEqualTo(1);
    }

    @Test
    void createShouldRefuseWhatTheSectionHasWrong() {
        assertThatThrownBy(() -> filter("delay = 3d"))
                .isInstanceOf(SettingsException.class).hasMessageStartingWith("dotgate.ini:4: [greylist] delay: ");
    }

    @Test
    void cancelShouldEndTheWork() throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Verdict> verdict = filterWaitingForSpf().judge(transaction("anna@example.org", "hello"), cancellation).toCompletableFuture();
        assertThat(verdict).isNotDone();
        assertThat(timer.pending()).isEqualTo(1);

        cancellation.cancel();

        assertThat(verdict).isCompletedExceptionally();
        assertThat(timer.pending()).isZero();
    }

    private Filter filterWaitingForSpf() throws SettingsException {
        host.services().shared(Spf.class, () -> (client, helo, sender) -> new CompletableFuture<>());
        return filter();
    }

    /** What a client is told whose patience ran out, or who left, must not let its next attempt past the greylist. */
    @Test
    void refusalShouldNotBeRememberedForTheRetry() throws Exception {
        List<Decision> remembered = new ArrayList<>();
        Decision decision = run(remembered, filter());

        assertThat(decision.kind()).isEqualTo(Decision.Kind.DISCARDED);
        assertThat(remembered).isEmpty();
    }

    /** What has passed may be remembered: its record has passed too, and for longer. */
    @Test
    void passShouldBeRememberedOnlyWhenItsRecordHasPassedToo() throws Exception {
        Filter filter = filter();
        judge(filter, "hello");
        timer.turn(Duration.ofMinutes(5));
        List<Decision> remembered = new ArrayList<>();
        run(remembered, filter);

        assertThat(remembered).extracting(Decision::kind).containsExactly(Decision.Kind.ACCEPTED);
        assertThat(judge(filter, "hello").headers()).as("passed before").isEmpty();
    }

    /** Has a client leave while the filter in front of the greylist is at work, under {@code on-drop = remember}. */
    private Decision run(List<Decision> remembered, Filter greylist) throws Exception {
        DotSettings settings = DotSettings.from(Section.of(IniFile.parse("[dot]\non-drop = remember\n", "dotgate.ini"), "dot"));
        CompletableFuture<Verdict> wait = new CompletableFuture<>();
        FilterStep slow = FilterStep.named("slow").filter((transaction, cancellation) -> wait).build();
        FilterStep last = FilterStep.named("g").filter(greylist).build();
        FilterChain chain = new FilterChain(settings, List.of(slow, last), Map.of());
        chain.acquire();
        Memory memory = new Memory() {
            @Override
            public CompletionStage<Optional<Decision>> recall(Transaction transaction) {
                return CompletableFuture.completedStage(Optional.empty());
            }

            @Override
            public void remember(Transaction transaction, Decision decision) {
                remembered.add(decision);
            }
        };
        ChainHouse house = new ChainHouse(timer, Runnable::run, new Background(10), memory, new RunListener() {});
        ChainRun run = new ChainRun(chain, transaction("anna@example.org", "hello"), house, timer.nanos());
        run.start();
        run.clientDropped();
        wait.complete(Verdict.pass());
        assertThat(run.ended()).isDone();
        return run.decision().join();
    }
}
