package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.dotgate.greylist.GreylistSettings;

/**
 * A JVM of its own that holds many triplets, and tells what that takes, as lines of a name, an equals sign and a whole
 * number: octets or nanoseconds. Ends by itself.
 */
final class Resident {
    /** Writes the triplets, and waits to be killed. */
    static final String FILL = "fill";
    /** Opens what is there, asks for every triplet, and closes it. */
    static final String OPEN = "open";
    /** The last line. */
    static final String DONE = "done";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long AWAIT_KILL_MILLIS = 60_000;
    private static final int UNDER_WAY = 1_000;
    /** Half of the triplets came so long after the others that those had passed meanwhile. */
    private static final Duration LATER = Duration.ofMinutes(12);

    private Resident() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String url = "file:" + arguments[1];
        int triplets = Integer.parseInt(arguments[2]);
        long empty = liveHeap();
        if (arguments[0].equals(FILL)) {
            fill(url, triplets, empty);
        } else {
            open(url, triplets, empty);
        }
    }

    private static void fill(String url, int triplets, long empty) throws IOException, InterruptedException {
        try (House house = House.open(url, Duration.ZERO)) {
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

    private static void open(String url, int triplets, long empty) throws IOException, InterruptedException {
        GreylistSettings settings = House.settings("5m");
        long start = System.nanoTime();
        House house = House.open(url, LATER);
        try (house) {
            Asker asker = new Asker(house.greylist(), settings, 2, UNDER_WAY);
            asker.ask(1, number -> new Triplet(triplets / 2 * 2 - 2).request(), LIMIT).mustHave(1, 0);
            tell("opened", System.nanoTime() - start);
            // those that came last come too early, and nothing is written for them
            asker.ask(triplets, number -> new Triplet(number).request(), LIMIT).mustHave(triplets / 2, triplets / 2);
            tell("heap", liveHeap() - empty);
            start = System.nanoTime();
        }
        tell("closed", System.nanoTime() - start);
        System.out.println(DONE);
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
