package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.store.file.FileStore;

/**
 * A JVM of its own that holds many triplets, and tells what that takes, as lines of a name, an equals sign and a whole
 * number: octets or nanoseconds. Ends by itself.
 */
final class Resident {
    /** Writes the triplets, and waits to be killed. */
    static final String FILL = "fill";
    /** Opens what is there, asks for every triplet, compacts and closes it. */
    static final String OPEN = "open";
    /** The last line. */
    static final String DONE = "done";

    /** As {@code [store] timeout} is by default. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long AWAIT_KILL_MILLIS = 60_000;
    private static final int UNDER_WAY = 1_000;
    /** Half of the triplets came so long after the others that those had passed meanwhile. */
    private static final Duration LATER = Duration.ofMinutes(12);

    private Resident() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        int triplets = Integer.parseInt(arguments[2]);
        long empty = liveHeap();
        if (arguments[0].equals(FILL)) {
            fill(folder, triplets, empty);
        } else {
            open(folder, triplets, empty);
        }
    }

    private static void fill(Path folder, int triplets, long empty) throws IOException, InterruptedException {
        try (House house = House.open(timer -> new FileStore(folder, TIMEOUT, timer), Duration.ZERO)) {
            Asker asker = new Asker(house.greylist(), House.settings("5m"), 2, UNDER_WAY);
            int half = triplets / 2;
            asker.ask(half, number -> new Triplet(2 * number).request(), LIMIT).mustHave(0, half);
            house.letADelayPass();
            asker.ask(half, number -> new Triplet(2 * number).request(), LIMIT).mustHave(half, 0);
            house.letADelayPass();
            asker.ask(half, number -> new Triplet(2 * number + 1).request(), LIMIT).mustHave(0, half);
            tell("heap", liveHeap() - empty);
            System.out.println(DONE);
            Thread.sleep(AWAIT_KILL_MILLIS);
        }
    }

    private static void open(Path folder, int triplets, long empty) throws IOException, InterruptedException {
        GreylistSettings settings = House.settings("5m");
        FileStore[] opened = new FileStore[1];
        long start = System.nanoTime();
        try (House house = House.open(timer -> opened[0] = new FileStore(folder, TIMEOUT, timer), LATER)) {
            Asker asker = new Asker(house.greylist(), settings, 2, UNDER_WAY);
            asker.ask(1, number -> new Triplet(triplets / 2 * 2 - 2).request(), LIMIT).mustHave(1, 0);
            tell("opened", System.nanoTime() - start);
            // those that came last come too early, and nothing is written for them
            start = System.nanoTime();
            asker.ask(triplets, number -> new Triplet(number).request(), LIMIT).mustHave(triplets / 2, triplets / 2);
            tell("asked", System.nanoTime() - start);
            tell("heap", liveHeap() - empty);
            start = System.nanoTime();
            compact(opened[0]);
            tell("compacted", System.nanoTime() - start);
        }
        System.out.println(DONE);
    }

    private static void compact(FileStore store) throws IOException, InterruptedException {
        try {
            store.compact().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("not compacted", e);
        }
    }

    private static long liveHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            // what a collection hands to cleaners is free by the next
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void tell(String name, long number) {
        System.out.println(name + "=" + number);
    }
}
