package org.dotgate.hooks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.dotgate.filter.Verdict;
import org.dotgate.insight.Happening.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hook asks at a command, and the session is parked until it has its answer. */
@Timeout(60)
class CommandTest {
    @TempDir
    private Path folder;
    private final BlockingQueue<CompletableFuture<String>> asked = new LinkedBlockingQueue<>();
    private GateRig rig;
    private FakeConnection client;

    @BeforeEach
    void open() throws Exception {
        rig = new GateRig(folder, "", (transaction, cancellation) -> CompletableFuture.completedFuture(Verdict.pass()));
        client = rig.connect();
        rig.ask(argument -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void sessionShouldNotBeParkedWhenTheAnswerIsThere() throws Exception {
        rig.ask(argument -> CompletableFuture.completedFuture("known"));

        rig.send(client, "ASK a", "ASK b", "NOOP");

        assertThat(replies(3)).containsExactly("250 a known", "250 b known", "250 NOOP");
        assertThat(rig.handled).containsExactly("io: ASK a", "io: ASK b", "io: NOOP");
        assertThat(rig.alarms).isEmpty();
    }

    @Test
    void ioThreadShouldBeFreeAndNothingBeSaidWhenTheAnswerIsMissing() throws Exception {
        FakeConnection other = rig.connect();
        rig.send(client, "ASK a");
        rig.send(other, "NOOP");

        assertThat(other.reply()).isEqualTo("250 NOOP");
        assertThat(rig.gate.parked()).isEqualTo(1);
        assertThat(client.written).isEmpty();
        assertThat(rig.gate.parkedSessions()).singleElement().satisfies(told -> {
            assertThat(told.at()).isEqualTo(Command.MAIL);
            assertThat(told.client()).contains("[127.0.0.1]");
            assertThat(told.session()).isEqualTo("fake");
            assertThat(told.id()).isEmpty();
        });

        question().complete("found");
        assertThat(client.reply()).isEqualTo("250 a found");
        assertThat(rig.gate.parked()).isZero();
        assertThat(rig.alarms).as("the deadline is called off").isEmpty();
        assertThat(asked).as("asked once more").isEmpty();
    }

    @Test
    void linesShouldBeAnsweredInOrderWhenTheyCameBehindAQuestion() throws Exception {
        rig.send(client, "MAIL", "ASK a", "ASK b", "DATA");
        CompletableFuture<String> first = question();
        assertThat(replies(1)).containsExactly("250 MAIL");
        assertThat(client.written).isEmpty();

        first.complete("yes");
        assertThat(client.reply()).isEqualTo("250 a yes");
        question().complete("no");
        assertThat(replies(2)).containsExactly("250 b no", "354 go on");
        rig.send(client, "text", ".");
        assertThat(client.reply()).isEqualTo("250 taken 1");
    }

    @Test
    void onlyOneShouldWaitWhenTheOtherIsAnsweredAtOnce() throws Exception {
        CompletableFuture<String> slow = new CompletableFuture<>();
        rig.ask(argument -> argument.equals("slow") ? slow : CompletableFuture.completedFuture("known"));

        rig.send(client, "ASK quick", "ASK slow", "ASK quicker");
        assertThat(client.reply()).isEqualTo("250 quick known");
        rig.io.submit(() -> {}).get();
        assertThat(client.written).isEmpty();
        slow.complete("late but there");

        assertThat(replies(2)).containsExactly("250 slow late but there", "250 quicker known");
    }

    @Test
    void theSameShouldBeAskedAnewWhenItsCommandIsGivenAgain() throws Exception {
        rig.send(client, "ASK a", "ASK a");
        question().complete("one");
        question().complete("two");

        assertThat(replies(2)).containsExactly("250 a one", "250 a two");
    }

    @Test
    void questionShouldBeCalledOffWhenTheClientDrops() throws Exception {
        rig.send(client, "ASK a", "ASK b");
        CompletableFuture<String> first = question();

        rig.disconnect(client);
        rig.io.submit(() -> {}).get();
        assertThat(rig.cancelled).containsExactly("a");
        assertThat(rig.alarms).isEmpty();
        first.complete("too late");

        rig.workers.close();
        assertThat(client.written).isEmpty();
        assertThat(rig.handled).containsExactly("io: ASK a");
        assertThat(rig.gate.parked()).isZero();
    }

    @Test
    void hookShouldAnswerItselfWhenTheTimeIsUp() throws Exception {
        rig.send(client, "ASK a", "NOOP");
        CompletableFuture<String> first = question();

        rig.alarms.remove().run();
        assertThat(replies(2)).containsExactly("250 a late", "250 NOOP");
        first.complete("too late");

        assertThat(rig.cancelled).containsExactly("a");
        assertThat(rig.handled).filteredOn(line -> line.endsWith("ASK a")).hasSize(2);
    }

    @Test
    void hookShouldAnswerItselfWhenTheAnswerFails() throws Exception {
        rig.send(client, "ASK a");
        question().completeExceptionally(new IllegalStateException("test"));

        assertThat(client.reply()).isEqualTo("250 a late");
    }

    @Test
    void hookShouldAnswerItselfWhenTheAnswerHasFailedAlready() throws Exception {
        rig.ask(argument -> CompletableFuture.failedFuture(new IllegalStateException("test")));
        rig.send(client, "ASK a");

        assertThat(client.reply()).isEqualTo("250 a late");
    }

    @Test
    void answerShouldComeBeforeTheGoodbyeWhenTheClientSaysQuit() throws Exception {
        rig.send(client, "ASK a", "QUIT");
        CompletableFuture<String> first = question();
        assertThat(client.written).isEmpty();

        first.complete("yes");

        assertThat(replies(3)).containsExactly("250 a yes", "250 QUIT", "closed");
        assertThat(rig.cancelled).isEmpty();
    }

    @Test
    void nothingShouldBeHandledBehindTheGoodbye() throws Exception {
        rig.send(client, "ASK a", "QUIT", "MAIL");
        question().complete("yes");

        assertThat(replies(3)).containsExactly("250 a yes", "250 QUIT", "closed");
        rig.workers.close();
        assertThat(rig.handled).noneMatch(handled -> handled.endsWith("MAIL"));
    }

    @Test
    void connectionShouldBeClosedWhenTooMuchComesBehindAQuestion() throws Exception {
        rig.send(client, "ASK a");
        question();

        rig.send(client, "x".repeat(Lane.MAX_WAITING));

        assertThat(replies(2)).containsExactly("421 4.3.2 Too much input without waiting for a reply", "closed");
        assertThat(rig.cancelled).containsExactly("a");
    }

    @Test
    void tlsAndAuthShouldNotBeRunWhenTheyCameBehindAQuestion() throws Exception {
        rig.send(client, "ASK a", "STARTTLS", "AUTH PLAIN", "NOOP");
        question().complete("yes");

        assertThat(client.reply()).isEqualTo("250 a yes");
        assertThat(client.reply()).startsWith("503 5.5.1 ");
        assertThat(client.reply()).startsWith("421 4.5.0 ");
        assertThat(client.reply()).isEqualTo("closed");
    }

    @Test
    void repliesShouldKeepTheirOrderWhenLinesAndAnswersRace() throws Exception {
        rig.ask(argument -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            int whim = ThreadLocalRandom.current().nextInt(3);
            if (whim == 0) {
                answer.complete("ok");
            } else if (whim == 1) {
                rig.workers.execute(() -> answer.complete("ok"));
            } else {
                rig.io.execute(() -> answer.complete("ok"));
            }
            return answer;
        });
        List<FakeConnection> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clients.add(rig.connect());
        }
        int messages = 40;
        for (int n = 0; n < messages; n++) {
            for (FakeConnection each : clients) {
                rig.send(each, "ASK a" + n, "ASK b" + n, "DATA", "text", ".", "NOOP " + n);
            }
        }

        for (FakeConnection each : clients) {
            client = each;
            for (int n = 0; n < messages; n++) {
                assertThat(replies(5)).containsExactly("250 a" + n + " ok", "250 b" + n + " ok", "354 go on", "250 taken 1", "250 NOOP " + n);
            }
        }
        assertThat(rig.gate.parked()).isZero();
        assertThat(rig.alarms).isEmpty();
    }

    /** The next question, once the I/O thread has come past all that was sent. */
    private CompletableFuture<String> question() throws Exception {
        CompletableFuture<String> answer = asked.poll(60, TimeUnit.SECONDS);
        assertThat(answer).as("a question").isNotNull();
        rig.io.submit(() -> {}).get();
        return answer;
    }

    private List<String> replies(int count) throws InterruptedException {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(client.reply());
        }
        return replies;
    }
}
