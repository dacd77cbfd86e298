package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dotgate.cli.docs.KilledClients.Told;
import org.dotgate.cli.docs.KilledSenders.Kind;
import org.dotgate.store.Entry;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/**
 * A James and two calloutds, each a process of its own, that are killed at random moments while clients come with new senders:
 * what a client or the store has been told stays, and whoever was told to come again is asked about. The seed of the moments
 * can be given, as {@code -Dkilled.seed=4711}.
 */
class KilledCalloutsIT {
    private static final String JAMES = "exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dworking.directory=."
            + " -Dlogback.configurationFile=conf/logback.xml -jar james-server-memory-app.jar";
    /** Rounds, that is kills, in which James dies after it has worked for a while. */
    private static final int OF_JAMES = 8;
    /** Those in which it dies before it has come up. */
    private static final int OF_JAMES_BOOTING = 3;
    private static final int OF_CALLOUTD = 39;

    private static final int LATEST_BOOTING_MILLIS = 4_500;
    private static final int SOONEST_JAMES_MILLIS = 500;
    private static final int LATEST_JAMES_MILLIS = 6_000;
    private static final int SOONEST_CALLOUTD_MILLIS = 300;
    private static final int LATEST_CALLOUTD_MILLIS = 3_500;
    private static final int GREYLISTING_SECONDS = 30;
    /** Half a minute until the work of a dead calloutd is another's, and what that needs for it, on a machine that may be busy. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(180);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("killed.seed", System.currentTimeMillis());
    private final SystemTimer timer = new SystemTimer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<KilledCalloutd> calloutds = new ArrayList<>();
    private RealRedis redis;
    private RedisStore store;
    private KilledSenders senders;
    private KilledClients clients;
    private ExistingJames james;
    /** What the store has told of addresses. */
    private final Map<String, String> stored = new HashMap<>();
    /** Addresses that were seen in the queue. */
    private final Set<String> queued = new HashSet<>();
    private volatile boolean ended;

    @BeforeEach
    void install() throws Exception {
        redis = opened(new RealRedis());
        store = opened(new RedisStore(redis.url(), Duration.ofSeconds(60), timer));
        senders = opened(new KilledSenders());
        james = opened(ExistingJames.unpack(Files.createDirectories(folder.resolve("james"))));
        Files.copy(Path.of(System.getProperty("dotgate.jar")), folder.resolve("james/extensions-jars/dotgate.jar"));
        james.useChain(Page.of("docs/install.md").sample("xml", "<handlerchain>"));
        String ini = "[dotgate]\nexempt =\n[store]\nurl = redis://127.0.0.1:" + redis.port() + "/0\n" + senders.settings();
        james.write("conf/dotgate.ini", ini);
        for (int i = 0; i < 2; i++) {
            calloutds.add(opened(new KilledCalloutd(folder.resolve("james/conf/dotgate.ini"), folder.resolve("calloutd" + i))));
        }
        clients = opened(new KilledClients(senders, james.smtp(), new Random(seed)));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    @AfterEach
    void end() throws Exception {
        ended = true;
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        threads.shutdownNow();
        timer.close();
    }

    @Test
    @Timeout(value = 900, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatWasToldShouldHoldWhenJamesAndCalloutdAreKilledFiftyTimes() throws Exception {
        System.out.println("KilledCalloutsIT: -Dkilled.seed=" + seed);
        Random random = new Random(seed);
        long began = System.nanoTime();
        for (KilledCalloutd calloutd : calloutds) {
            calloutd.start();
        }
        clients.start();
        Future<?> watching = run(this::watch);
        Future<?> james = run(killingJames(new Random(random.nextLong())));
        Future<?> calloutd = run(killingCalloutds(new Random(random.nextLong())));
        calloutd.get();
        james.get();
        clients.close();
        ended = true;
        watching.get();
        long killed = System.nanoTime();

        await().atMost(LAST_PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            remember();
            assertThat(missing()).as("seed %d: promised and not there, at %d", seed, System.currentTimeMillis()).isEmpty();
            assertThat((Long) redis.ask(Command.XLEN, "dotgate:callout.queue")).as("waits").isZero();
        });
        System.out.printf("KilledCalloutsIT: %d senders, %d queued, %d answers stored; clients told %s; %d attempts in vain; kills"
                        + " took %d s, the rest %d s%n", clients.told().size(), queued.size(), stored.size(), numbers(),
                clients.unanswered(), Duration.ofNanos(killed - began).toSeconds(), Duration.ofNanos(System.nanoTime() - killed).toSeconds());
        stored.forEach((sender, text) -> assertThat(text).as("seed %d: %s", seed, sender)
                .contains("\nanswer " + KilledSenders.kind(sender).answer() + " "));
        assertThat(clients.contradictions()).as("seed %d", seed).isEmpty();
        assertThat(clients.told(Told.COME_AGAIN)).as("told to come again").isGreaterThan(50);
        assertThat(clients.told(Told.DOES_NOT_EXIST)).as("refused for good").isGreaterThan(20);
        retriesShouldFindTheAnswers();
    }

    private Future<?> run(Callable<?> work) {
        return threads.submit(work);
    }

    private Callable<Void> killingJames(Random random) {
        return () -> {
            List<Boolean> booting = new ArrayList<>();
            for (int round = 0; round < OF_JAMES + OF_JAMES_BOOTING; round++) {
                booting.add(random.nextInt(OF_JAMES + OF_JAMES_BOOTING - round)
                        < OF_JAMES_BOOTING - booting.stream().filter(before -> before).count());
            }
            for (boolean dies : booting) {
                if (dies) {
                    james.launch(JAMES);
                    james.killWithin(random.nextInt(LATEST_BOOTING_MILLIS));
                } else {
                    james.start(JAMES);
                    james.killWithin(SOONEST_JAMES_MILLIS + random.nextInt(LATEST_JAMES_MILLIS - SOONEST_JAMES_MILLIS));
                }
            }
            james.start(JAMES);
            return null;
        };
    }

    private Callable<Void> killingCalloutds(Random random) {
        return () -> {
            for (int round = 0; round < OF_CALLOUTD; round++) {
                // one of both lives long enough, now and then, to take over what the dead had in hand
                KilledCalloutd one = calloutds.get(random.nextInt(4) / 3);
                one.killWithin(SOONEST_CALLOUTD_MILLIS + random.nextInt(LATEST_CALLOUTD_MILLIS - SOONEST_CALLOUTD_MILLIS));
                one.start();
            }
            return null;
        };
    }

    /** Looks at the store all the while, for what it has once told must stay. */
    private Void watch() throws Exception {
        long began = System.nanoTime();
        while (!ended) {
            remember();
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(GREYLISTING_SECONDS)) {
                clients.endGreylisting();
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return null;
    }

    private synchronized void remember() throws Exception {
        queued.addAll(all("callout-work").keySet());
        Map<String, String> now = all("callouts");
        List<String> changed = stored.entrySet().stream().filter(before -> !before.getValue().equals(now.get(before.getKey())))
                .map(before -> before.getValue() + "\nis now\n" + now.get(before.getKey())).toList();
        assertThat(changed).as("seed %d: what was stored before, and is not as it was", seed).isEmpty();
        stored.putAll(now);
    }

    private Map<String, String> all(String table) throws Exception {
        Map<String, String> all = new HashMap<>();
        List<Entry> page = List.of();
        do {
            String after = page.isEmpty() ? "" : page.get(page.size() - 1).key();
            page = store.list(table, "", after, 1_000).toCompletableFuture().get(60, TimeUnit.SECONDS);
            page.forEach(entry -> all.put(entry.key(), entry.value()));
        } while (!page.isEmpty());
        return all;
    }

    /** Whoever a client was refused for, or who was in the queue, without an answer in the store; and what waits for them. */
    private synchronized Map<String, String> missing() throws Exception {
        Set<String> missing = new HashSet<>(clients.promised());
        missing.addAll(queued);
        missing.removeAll(stored.keySet());
        missing.removeIf(this::waitsUntilItIsDue);
        Map<String, String> work = missing.isEmpty() ? Map.of() : all("callout-work");
        return missing.stream().collect(Collectors.toMap(sender -> sender, sender -> work.getOrDefault(sender, "no work")));
    }

    /** Whether a server that says come again was reached so late that its time is behind the end of this test. */
    private boolean waitsUntilItIsDue(String sender) {
        Object due = KilledSenders.kind(sender) == Kind.GREY ? redis.ask(Command.ZSCORE, "dotgate:callout.later", sender) : null;
        return due != null && Double.parseDouble(new String((byte[]) due, StandardCharsets.US_ASCII)) > System.currentTimeMillis();
    }

    private String numbers() {
        Map<Kind, Long> kinds = clients.told().keySet().stream()
                .collect(Collectors.groupingBy(KilledSenders::kind, Collectors.counting()));
        return clients.told(Told.COME_AGAIN) + " to come again, " + clients.told(Told.PASSES) + " that they pass, "
                + clients.told(Told.DOES_NOT_EXIST) + " that there is no such sender, " + kinds;
    }

    /** What James tells those who come again at last. */
    private void retriesShouldFindTheAnswers() {
        Map<String, Told> before = clients.told();
        for (Kind kind : Kind.values()) {
            before.keySet().stream().filter(stored::containsKey).filter(sender -> KilledSenders.kind(sender) == kind).limit(10).forEach(sender -> {
                assertThat(clients.come(sender)).as(sender).isTrue();
                assertThat(clients.told()).containsEntry(sender,
                        kind.answer().equals("found") ? Told.PASSES : Told.DOES_NOT_EXIST);
            });
        }
    }
}
