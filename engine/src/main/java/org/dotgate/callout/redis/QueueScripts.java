package org.dotgate.callout.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.WorkText;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.store.redis.Script;
import org.dotgate.time.Timer;

/** What is done to the queue in the server. Every stage fails with the store. Thread-safe. */
final class QueueScripts {
    /** What waits now; each entry has {@code key} and {@code work}. */
    static final String STREAM = "dotgate:callout.queue";
    /** The consumers of the stream. */
    static final String GROUP = "calloutd";
    /** Keys of what waits for its time, which is their score, in milliseconds. */
    static final String LATER = "dotgate:callout.later";
    /** The table of the work's records. */
    static final String TABLE = "callout-work";

    /** Work that nobody does is forgotten in the end. */
    static final Duration LIFE = Duration.ofDays(2);
    /** How much is moved, taken over or given back at a time, so that others have their turn at the server. */
    static final int STEP = 200;

    /** The server's clock and those of the nodes may differ so much; as for every record of a store. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final String INDEX = "dotgate:" + TABLE;

    private static final Script ADD = script("add");
    private static final Script FIND = script("find");
    private static final Script DUE = script("due");
    private static final Script BEGIN = script("begin");
    private static final Script FINISH = script("finish");
    private static final Script RENEW = script("renew");
    private static final Script TAKE_OVER = script("takeover");
    private static final Script RELEASE = script("release");

    private final RedisCalls calls;
    private final Timer timer;

    QueueScripts(RedisCalls calls, Timer timer) {
        this.calls = calls;
        this.timer = timer;
    }

    private static Script script(String name) {
        return Script.beside(QueueScripts.class, name);
    }

    private static String record(String key) {
        return INDEX + ":" + key;
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    /** Adds work; answers 1 if it was added, 0 if work was there, -1 if too much waits, and then how much waits. */
    CompletionStage<List<Long>> add(CalloutWork work, int most) {
        Instant now = timer.now();
        return calls.run(ADD, List.of(record(work.key()), INDEX, STREAM, LATER),
                List.of(millis(now), WorkText.write(work), millis(now.plus(LIFE)), millis(LIFE.plus(MARGIN)), work.key(),
                        millis(work.due()), Integer.toString(most)),
                QueueScripts::numbers);
    }

    /** Looks for work; answers its value or null, and then how much waits. */
    CompletionStage<List<?>> find(String key) {
        return calls.run(FIND, List.of(record(key), STREAM, LATER), List.of(millis(timer.now())), answer -> (List<?>) answer);
    }

    private static List<Long> numbers(Object answer) {
        return ((List<?>) answer).stream().map(number -> (Long) number).collect(Collectors.toUnmodifiableList());
    }

    /** Moves what has become due into the stream, {@link #STEP} at most; answers how much that was. */
    CompletionStage<Long> due() {
        return calls.run(DUE, List.of(LATER, STREAM), List.of(millis(timer.now()), Integer.toString(STEP), record("")),
                answer -> (Long) answer);
    }

    /** Whether an entry is still to be done; if not, it is taken out. */
    CompletionStage<Boolean> begin(QueueEntry entry) {
        return calls.run(BEGIN, List.of(record(entry.key()), STREAM),
                List.of(millis(timer.now()), GROUP, entry.id(), entry.value()), answer -> (Long) answer == 1);
    }

    /**
     * Takes an entry out, and its work with it.
     *
     * @param next what takes its place; null for nothing
     */
    CompletionStage<Long> finish(QueueEntry entry, CalloutWork next) {
        Instant now = timer.now();
        return calls.run(FINISH, List.of(record(entry.key()), INDEX, STREAM, LATER),
                List.of(GROUP, entry.id(), entry.value(), next == null ? "-" : "=" + WorkText.write(next), millis(now.plus(LIFE)),
                        millis(LIFE.plus(MARGIN)), entry.key(), millis(next == null ? now : next.due())),
                answer -> (Long) answer);
    }

    /** Says that a consumer still has entries; answers those of them that others have taken over. */
    CompletionStage<List<String>> renew(String consumer, Collection<String> entries) {
        List<String> arguments = new ArrayList<>(List.of(GROUP, consumer));
        arguments.addAll(entries);
        return calls.run(RENEW, List.of(STREAM), arguments,
                answer -> ((List<?>) answer).stream().map(entry -> (String) entry).collect(Collectors.toUnmodifiableList()));
    }

    /**
     * Takes over entries of which nothing has been heard for a while.
     *
     * @param gone for how long the name of a consumer without entries must have been silent, to be forgotten
     */
    CompletionStage<List<QueueEntry>> takeOver(String consumer, Duration silence, Duration gone, int most) {
        return calls.run(TAKE_OVER, List.of(STREAM),
                List.of(GROUP, consumer, millis(silence), Integer.toString(Math.min(most, STEP)), millis(gone)),
                answer -> QueueEntry.flat((List<?>) answer));
    }

    /** Gives entries of a consumer back, {@link #STEP} at most; answers how many. */
    CompletionStage<Long> release(String consumer) {
        return calls.run(RELEASE, List.of(STREAM), List.of(GROUP, consumer, Integer.toString(STEP)), answer -> (Long) answer);
    }
}
