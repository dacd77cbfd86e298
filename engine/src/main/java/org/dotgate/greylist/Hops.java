package org.dotgate.greylist;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often a sender's next attempt comes from another address than the last, as from a pool of servers. What is remembered
 * of an attempt is one number in a table of half a megabyte: hashes of sender and recipient, of the address, of the origin,
 * and the day. One that comes later may take its place, so not every hop is seen; of what is seen, one in half a million is
 * none. Thread-safe, without a lock.
 */
final class Hops {
    private static final int SLOTS = 1 << 16;
    private static final long DAY = 24 * 3600_000L;
    private static final int DAY_BITS = 12;
    private static final int HASH_BITS = 16;
    private static final long HASH = (1 << HASH_BITS) - 1;

    private final AtomicLongArray table = new AtomicLongArray(SLOTS);
    private final LongAdder all = new LongAdder();
    private final LongAdder delayed = new LongAdder();

    /** A first attempt has been written down. */
    void delayed(String key, GreylistRequest request, long now, long window) {
        long pair = pair(key);
        long day = now / DAY & (1 << DAY_BITS) - 1;
        long made = of(pair, address(request), hash(request.origin()), day);
        long before = table.getAndSet((int) pair & SLOTS - 1, made);
        long age = day - (before & (1 << DAY_BITS) - 1) & (1 << DAY_BITS) - 1;
        // under the same origin it is another message, and need not be a retry
        if (isOf(before, pair) && origin(before) != origin(made) && age <= window / DAY + 1) {
            all.increment();
            delayed.increment();
        }
    }

    /** A retry passes. */
    void passed(String key, GreylistRequest request) {
        long pair = pair(key);
        int slot = (int) pair & SLOTS - 1;
        long before = table.get(slot);
        if (isOf(before, pair) && table.compareAndSet(slot, before, 0) && request.client().isPresent()
                && address(before) != address(request)) {
            all.increment();
        }
    }

    long all() {
        return all.sum();
    }

    /** How many of them were first attempts once more. */
    long delayed() {
        return delayed.sum();
    }

    /** What is known of an attempt, in one number; never 0. */
    private static long of(long pair, long address, long origin, long day) {
        return (pair >>> DAY_BITS + 2 * HASH_BITS | 1) << DAY_BITS + 2 * HASH_BITS | address << DAY_BITS + HASH_BITS
                | origin << DAY_BITS | day;
    }

    private static boolean isOf(long attempt, long pair) {
        int shift = DAY_BITS + 2 * HASH_BITS;
        return attempt != 0 && attempt >>> shift == (pair >>> shift | 1);
    }

    private static long address(long attempt) {
        return attempt >>> DAY_BITS + HASH_BITS & HASH;
    }

    private static long origin(long attempt) {
        return attempt >>> DAY_BITS & HASH;
    }

    private static long address(GreylistRequest request) {
        return request.client().map(client -> hash(client.getHostAddress())).orElse(0L);
    }

    private static long hash(String text) {
        return mixed(text.hashCode()) >>> 32 & HASH;
    }

    /** Of sender and recipient, wherever they come from. */
    private static long pair(String key) {
        long hash = 7;
        for (int i = key.indexOf(' '); i < key.length(); i++) {
            hash = hash * 0x100000001b3L + key.charAt(i);
        }
        return mixed(hash);
    }

    private static long mixed(long number) {
        long once = (number ^ number >>> 32) * 0x9e3779b97f4a7c15L;
        return (once ^ once >>> 29) * 0xbf58476d1ce4e5b9L;
    }
}
