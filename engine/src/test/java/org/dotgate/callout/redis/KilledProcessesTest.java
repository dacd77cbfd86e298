package org.dotgate.callout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/**
 * Nodes and calloutds that are killed at any moment: whatever a client has been told holds, and what waits is done by those who
 * live. Here a calloutd is dead after a second and a half of silence, so that its work is taken over between two kills. The
 * moments are random, but no node is killed before it has told something.
 */
class KilledProcessesTest {
    /** A few: with a whole James, and the real calloutd, it is done fifty times among the integration tests. */
    private static final int ROUNDS = 10;
    private static final int OWN = 3;
    /** When a calloutd is killed after the next one has been started, and a node after what it had to tell. */
    private static final int LATEST_MILLIS = 500;
    /** So much, of either kind, every node tells before it is killed. */
    private static final int TOLD = 2;

    private final Random random = new Random(4711);
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Map<String, String> seen = new HashMap<>();

    @Test
    void everyAddressShouldGetItsAnswerAndKeepItWhenNodesAndCalloutdsAreKilled() throws Exception {
        SystemTimer timer = new SystemTimer();
        try (RealRedis server = new RealRedis();
                ScriptedMx mx = exchanger();
                RedisStore store = new RedisStore(server.url(), Duration.ofSeconds(5), timer);
                RedisQueue queue = new RedisQueue(store.calls(), timer)) {
            Doomed calloutd = new Doomed("calloutd", server, mx, "c");
            for (int round = 0; round < ROUNDS; round++) {
                Doomed node = new Doomed("node", server, mx, "n" + round);
                Doomed next = new Doomed("calloutd", server, mx, "c" + round);
                for (int i = 0; i < OWN; i++) {
                    String key = "quick" + i + "own" + round + "@example.test";
                    assertThat(Answers.of(queue.add(new CalloutWork(key, new CalloutQuestion(key, "mx"), Instant.now(), Instant.now(), 0))))
                            .isTrue();
                    told.add("pending " + key);
                }
                calloutd.killWithin(300 + random.nextInt(LATEST_MILLIS));
                node.awaitTold(TOLD + random.nextInt(2));
                node.killWithin(random.nextInt(LATEST_MILLIS));
                calloutd = next;
                remember(store);
            }
            Set<String> promised = new TreeSet<>();
            told.forEach(line -> promised.add(line.substring(line.indexOf(' ') + 1)));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                remember(store);
                assertThat(seen.keySet()).containsAll(promised);
                assertThat((Long) server.ask(Command.XLEN, QueueScripts.STREAM)).isZero();
            });
            calloutd.killWithin(0);
            assertThat(told.stream().filter(line -> line.startsWith("known quick"))).as("known at once")
                    .hasSizeGreaterThanOrEqualTo(TOLD * ROUNDS);
            assertThat(told.stream().filter(line -> line.startsWith("pending slow"))).as("told to come again")
                    .hasSizeGreaterThanOrEqualTo(TOLD * ROUNDS);
        } finally {
            timer.close();
        }
    }

    /** Says after a second whether an address exists, when nodes wait no longer for it, and at once for some. */
    private static ScriptedMx exchanger() {
        ScriptedMx.Builder mx = ScriptedMx.builder().catchAll();
        return mx.at(MxStage.RCPT, (conversation, command) -> {
            String reply = command.contains("none") ? "550 5.1.1 No such user here" : "250 2.1.5 Ok";
            if (command.contains("quick")) {
                conversation.say(reply);
            } else {
                conversation.later(Duration.ofSeconds(1), () -> conversation.say(reply));
            }
        }).start();
    }

    /** Whatever has once been seen is still there, and says the same. */
    private void remember(RedisStore store) {
        Map<String, String> now = new HashMap<>();
        List<Entry> page = List.of();
        do {
            String after = page.isEmpty() ? "" : page.get(page.size() - 1).key();
            page = Answers.of(store.list("callouts", "", after, 1_000));
            page.forEach(entry -> now.put(address(entry), answer(entry)));
        } while (!page.isEmpty());
        assertThat(now).containsAllEntriesOf(seen);
        seen.putAll(now);
    }

    private static String address(Entry entry) {
        return entry.value().lines().filter(line -> line.startsWith("address ")).findFirst().orElseThrow().substring("address ".length());
    }

    private static String answer(Entry entry) {
        String answer = entry.key().contains("none") ? "not_found" : "found";
        assertThat(entry.value()).contains(" " + answer + " ");
        return answer;
    }

    /** A process that is going to be killed. */
    private final class Doomed {
        private final Process process;
        private final Thread reader;
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Doomed(String role, RealRedis server, ScriptedMx mx, String name) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-Xshare:auto", "-Xmx64m", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    DoomedProcess.class.getName(), role, "redis://127.0.0.1:" + server.port(), Integer.toString(mx.port()), name));
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            reader = new Thread(this::read);
            reader.start();
        }

        private void read() {
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
                String line = said.readLine();
                while (line != null) {
                    // a line that the kill has cut is none
                    if (line.endsWith("@example.test")) {
                        told.add(line);
                        lines.add(line);
                    }
                    line = said.readLine();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Until it has told of so many addresses at once, and of as many that they are being asked about. */
        void awaitTold(int least) {
            await().atMost(Duration.ofSeconds(60)).until(() -> count("known quick") >= least && count("pending slow") >= least);
        }

        private long count(String beginning) {
            return lines.stream().filter(line -> line.startsWith(beginning)).count();
        }

        /** SIGKILL, after a while. */
        void killWithin(int millis) throws InterruptedException {
            assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("has ended by itself").isFalse();
            // not by way of the process, which would close the stream over lines that were told before
            process.toHandle().destroyForcibly();
            process.waitFor();
            reader.join();
        }
    }
}
