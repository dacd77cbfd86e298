package org.dotgate.filter.words;

/** A map from 64-bit keys to values from 0, by open addressing. Filled by one thread, then read by any. */
final class KeyTable {
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** Pairs of a key and one more than its value, so that a look-up touches one line of the cache; 0 is a free place. */
    private long[] slots = new long[32];
    private int shift = 60;
    private int size;

    /** The value of a key, -1 if it has none. */
    long get(long key) {
        long[] slots = this.slots;
        int mask = slots.length - 1;
        for (int i = (int) (key * SPREAD >>> shift) * 2 & mask; ; i = i + 2 & mask) {
            long value = slots[i + 1];
            if (value == 0 || slots[i] == key) {
                return value - 1;
            }
        }
    }

    /** Gives a key a value, whether it had one or not. */
    void put(long key, long value) {
        if (size * 4 >= slots.length) {
            grow();
        }
        set(key, value + 1);
    }

    private void set(long key, long stored) {
        int mask = slots.length - 1;
        int i = (int) (key * SPREAD >>> shift) * 2;
        while (slots[i + 1] != 0 && slots[i] != key) {
            i = i + 2 & mask;
        }
        if (slots[i + 1] == 0) {
            size++;
        }
        slots[i] = key;
        slots[i + 1] = stored;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        shift--;
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                set(old[i], old[i + 1]);
            }
        }
    }
}
