package org.dotgate.hooks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.dotgate.filter.Event;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Verdict;
import org.dotgate.insight.Happening.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GateTest {
    @TempDir
    private Path folder;
    private final BlockingQueue<CompletableFuture<Verdict>> judging = new LinkedBlockingQueue<>();
    private final Queue<Event> seen = new ConcurrentLinkedQueue<>();
    private GateRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void linesShouldBeAnsweredInOrderWhenTheyCameWhileParked() throws Exception {
        FakeConnection client = open("", waiting());
        rig.send(client, "EHLO me", "MAIL", "RCPT", "DATA", "Subject: 1", "", ".", "MAIL again", "RCPT", "DATA", "one line", ".", "NOOP");
        assertThat(replies(client, 4)).containsExactly("250 EHLO me", "250 MAIL", "250 RCPT", "354 go on");
        CompletableFuture<Verdict> first = judging.take();
        assertThat(rig.gate.parked()).isEqualTo(1);
        assertThat(rig.gate.parkedSessions()).singleElement().satisfies(told -> {
            assertThat(told.at()).isEqualTo(Command.DOT);
            assertThat(told.id()).isEqualTo("Mail17");
            assertThat(told.session()).isEqualTo("fake");
            assertThat(told.filter()).isEqualTo("probe");
            assertThat(told.age()).isZero();
        });

        first.complete(Verdict.pass());
        assertThat(replies(client, 4)).containsExactly("250 taken 2", "250 MAIL again", "250 RCPT", "354 go on");
        judging.take().complete(Verdict.fail("unwanted"));
        assertThat(replies(client, 2)).containsExactly("550 5.7.1 Message refused by local policy", "250 NOOP");
        assertThat(rig.gate.parked()).isZero();
    }

    @Test
    void secondMessageShouldBeDiscardedWhenAQuitWaitsBehindIt() throws Exception {
        FakeConnection client = open("on-quit = discard", waiting());
        rig.send(client, "DATA", "one", ".", "DATA", "two", ".", "QUIT");
        assertThat(client.reply()).isEqualTo("354 go on");

        judging.take().complete(Verdict.pass());

        assertThat(replies(client, 5)).containsExactly("250 taken 1", "354 go on",
                "451 4.7.1 Message not yet judged, please try again later", "250 QUIT", "closed");
    }

    @Test
    void secondMessageShouldNotBeDiscardedWhenTheThirdSaysQuitInItsText() throws Exception {
        FakeConnection client = open("on-quit = discard", waiting());
        rig.send(client, "DATA", "one", ".", "DATA", "two", ".", "DATA");
        assertThat(client.reply()).isEqualTo("354 go on");
        judging.take().complete(Verdict.pass());
        CompletableFuture<Verdict> second = judging.take();

        rig.send(client, "QUIT", ".", "NOOP");
        second.complete(Verdict.pass());
        judging.take().complete(Verdict.pass());

        assertThat(replies(client, 6)).containsExactly("250 taken 1", "354 go on", "250 taken 1", "354 go on", "250 taken 1", "250 NOOP");
    }

    @Test
    void dropShouldBeSeenWhenTheClientLeavesAtTheMomentItsSessionParks() throws Exception {
        FakeConnection client = open("", waiting());
        rig.send(client, "DATA", "one", ".", "DATA", "two", ".");
        CompletableFuture<Verdict> first = judging.take();
        // its address is asked for again when the session is being parked at its second dot
        client.whenAsked(() -> rig.gate.disconnected(client.session));

        first.complete(Verdict.pass());
        judging.take().complete(Verdict.pass());

        assertThat(seen).containsExactly(Event.DOT, Event.DROP);
        assertThat(replies(client, 3)).containsExactly("354 go on", "250 taken 1", "354 go on");
        rig.workers.close();
        assertThat(client.written).isEmpty();
    }

    @Test
    void clientShouldBeToldWhenJamesEndsAndNoPolicyIsInForce() throws Exception {
        FakeConnection client = open("", waiting());
        rig.policy.close();

        rig.send(client, "DATA", "one", ".");

        assertThat(replies(client, 2)).containsExactly("354 go on", "451 4.3.2 Server busy, please try again later");
        assertThat(rig.unjudged).singleElement().asString().contains("DEFERRED by shutdown \"451 4.3.2 ");
    }

    @ParameterizedTest(name = "keepalive-code = {0}: {1}, kept {2}")
    @CsvSource(delimiter = '|', textBlock = """
            250 | passes               | true  | 250 taken 1
            250 | refuses              | true  | 250 2.0.0 Message received
            250 | refuses              | false | closed
            451 | passes               | true  | 451 4.7.1 Message not yet judged, please try again later
            451 | refuses              | true  | 451 4.7.1 Message not yet judged, please try again later
            """)
    void lastLineShouldBearTheCodeOfTheFirstWhenTheClientWasHeld(String code, String verdict, boolean keeps, String last)
            throws Exception {
        FakeConnection client = open("keepalive = 20s; keepalive-code = " + code, waiting());
        rig.keeps.set(keeps);
        rig.send(client, "DATA", "one", ".");
        CompletableFuture<Verdict> filter = judging.take();
        rig.alarms.remove().run();
        rig.alarms.remove().run();
        assertThat(client.reply()).isEqualTo("354 go on");
        assertThat(replies(client, 2)).allMatch(line -> line.startsWith(code + "-"));

        filter.complete(verdict.equals("passes") ? Verdict.pass() : Verdict.fail("unwanted"));

        assertThat(client.reply()).isEqualTo(last);
        assertThat(rig.kept).hasSize(code.equals("250") && verdict.equals("refuses") ? 1 : 0);
    }

    @Test
    void messageShouldNotBeKeptWhenAHeldClientDrops() throws Exception {
        FakeConnection client = open("keepalive = 20s", waiting());
        rig.send(client, "DATA", "one", ".");
        judging.take();
        rig.alarms.remove().run();
        assertThat(client.reply()).isEqualTo("354 go on");
        assertThat(client.reply()).startsWith("250-");

        rig.disconnect(client);
        rig.io.submit(() -> {}).get();
        rig.workers.close();

        assertThat(rig.kept).isEmpty();
        assertThat(client.written).isEmpty();
        assertThat(rig.gate.parked()).isZero();
    }

    @Test
    void connectionShouldBeClosedWhenAnErrorIsThrownOnTheWayToTheReply() throws Exception {
        FakeConnection client = open("", waiting());
        rig.send(client, "DATA", "one", ".");
        CompletableFuture<Verdict> filter = judging.take();
        rig.failJamesWith(new NoClassDefFoundError("org/example/Missing"));

        filter.complete(Verdict.pass());

        assertThat(replies(client, 3)).containsExactly("354 go on", "421 4.3.0 Internal trouble, closing the connection", "closed");
    }

    @Test
    void repliesShouldKeepTheirOrderWhenLinesAndVerdictsRace() throws Exception {
        Filter whim = (transaction, cancellation) -> {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            if (ThreadLocalRandom.current().nextBoolean()) {
                verdict.complete(Verdict.pass());
            } else {
                rig.workers.execute(() -> verdict.complete(Verdict.pass()));
            }
            return verdict;
        };
        open("", whim);
        List<FakeConnection> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clients.add(rig.connect());
        }
        int messages = 50;
        for (int n = 0; n < messages; n++) {
            for (FakeConnection client : clients) {
                rig.send(client, "MAIL " + n, "DATA", "text", ".", "NOOP " + n);
            }
        }

        for (FakeConnection client : clients) {
            for (int n = 0; n < messages; n++) {
                assertThat(replies(client, 4)).containsExactly("250 MAIL " + n, "354 go on", "250 taken 1", "250 NOOP " + n);
            }
        }
        assertThat(rig.gate.parked()).isZero();
    }

    private FakeConnection open(String settings, Filter filter) throws Exception {
        rig = new GateRig(folder, settings, filter);
        return rig.connect();
    }

    /** A filter whose verdict is what the test completes. */
    private Filter waiting() {
        return (transaction, cancellation) -> {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            seen.add(transaction.event());
            judging.add(verdict);
            return verdict;
        };
    }

    private static List<String> replies(FakeConnection client, int count) throws InterruptedException {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(client.reply());
        }
        return replies;
    }
}
