package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random traffic against a naive greylist that keeps everything in maps and forgets nothing. */
class GreylistModelTest {
    private static final int STEPS = 5000;
    private static final long DELAY = Duration.ofMinutes(5).toMillis();
    private static final long WINDOW = Duration.ofHours(4).toMillis();
    private static final long EXPIRY = Duration.ofHours(6).toMillis();
    private static final long REFRESH = EXPIRY / 20;
    private static final int AUTO_PASS = 3;

    private final ManualTimer timer = new ManualTimer();
    private final Greylist greylist = new Greylist(new MemoryStore(timer), timer, Runnable::run);

    /** One origin, sender and recipient. */
    private static final class Triplet {
        long passesUntil;
        final Map<String, Long> contents = new LinkedHashMap<>();
    }

    private final Map<String, Triplet> triplets = new HashMap<>();
    private final Map<String, Integer> passes = new HashMap<>();
    private final Map<String, Long> countedUntil = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersShouldBeThoseOfTheModel(long seed) {
        Random random = new Random(seed);
        boolean isAuto = seed % 2 == 0;
        GreylistSettings settings = Given.settings("delay = 5m", "window = 4h", "expiry = 6h",
                "auto-pass = " + (isAuto ? AUTO_PASS : 0), "every-message = " + (seed % 3 == 0 ? "yes" : "no"));
        int answered = 0;
        for (int step = 0; step < STEPS; step++) {
            timer.turn(Duration.ofMillis(pause(random)));
            String origin = "192.0." + random.nextInt(3) + ".0/24";
            String sender = "s" + random.nextInt(2) + "@example.org";
            List<String> recipients = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                recipients.add("r" + random.nextInt(4) + "@example.net");
            }
            String content = "c" + random.nextInt(5);
            GreylistAnswer answer = greylist.ask(settings,
                    Given.request(origin, sender, content, recipients.toArray(new String[0]))).toCompletableFuture().getNow(null);

            String expected = expected(settings, origin, sender, recipients, content);
            String seen = answer.isPass() ? "pass " + answer.delayed().toMillis() : "delay " + answer.remaining().toMillis();
            assertThat(seen).as("step %d: %s from %s to %s, %s", step, sender, origin, recipients, content).isEqualTo(expected);
            answered += answer.isPass() ? 1 : 0;
        }
        assertThat(answered).as("the traffic has some of both").isBetween(STEPS / 20, STEPS * 19 / 20);
    }

    private static long pause(Random random) {
        switch (random.nextInt(20)) {
            case 0:
                return random.nextInt((int) WINDOW * 2);
            case 1:
                return random.nextInt(400) == 0 ? EXPIRY : DELAY;
            default:
                return random.nextInt((int) DELAY);
        }
    }

    private String expected(GreylistSettings settings, String origin, String sender, List<String> recipients, String content) {
        long now = timer.now().toEpochMilli();
        boolean every = settings.isEveryMessage();
        boolean all = true;
        boolean news = false;
        long waited = 0;
        long remaining = 0;
        List<Triplet> asked = new ArrayList<>();
        for (String recipient : new TreeSet<>(recipients)) {
            Triplet triplet = triplets.computeIfAbsent(origin + sender + recipient, made -> new Triplet());
            asked.add(triplet);
            triplet.contents.values().removeIf(seen -> now - seen >= WINDOW);
            Long seen = triplet.contents.get(content);
            if (!every && triplet.passesUntil > now) {
                continue;
            }
            if (seen == null || now - seen < DELAY) {
                all = false;
                remaining = Math.max(remaining, seen == null ? DELAY : DELAY - (now - seen));
            } else {
                waited = Math.max(waited, now - seen);
                news = true;
            }
        }
        if (all) {
            for (Triplet triplet : asked) {
                boolean passed = triplet.passesUntil > now;
                if (!every && (!passed || now + EXPIRY - triplet.passesUntil > REFRESH)) {
                    triplet.passesUntil = now + EXPIRY;
                    triplet.contents.clear();
                }
            }
            if (news && !every) {
                int before = countedUntil.getOrDefault(origin, 0L) > now ? passes.get(origin) : 0;
                passes.put(origin, before + 1);
                countedUntil.put(origin, now + EXPIRY);
            }
            return "pass " + waited;
        }
        if (settings.autoPass() > 0 && countedUntil.getOrDefault(origin, 0L) > now && passes.get(origin) >= AUTO_PASS) {
            if (now + EXPIRY - countedUntil.get(origin) > REFRESH) {
                countedUntil.put(origin, now + EXPIRY);
            }
            return "pass 0";
        }
        for (Triplet triplet : asked) {
            if (every || triplet.passesUntil <= now) {
                triplet.contents.putIfAbsent(content, now);
            }
        }
        return "delay " + remaining;
    }
}
