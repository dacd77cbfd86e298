package org.dotgate.filter.words;

/** A map from 64-bit keys to numbers from 0, by open addressing. Filled by one thread, then read by any. */
final class KeyTable {
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private long[] keys = new long[16];
    /** One more than the value; 0 marks a free place. */
    private int[] values = new int[16];
    private int shift = 60;
    private int size;

    /** The value of a key, -1 if it has none. */
    int get(long key) {
        int mask = keys.length - 1;
        for (int i = (int) (key * SPREAD >>> shift); ; i++) {
            int value = values[i & mask];
            if (value == 0 || keys[i & mask] == key) {
                return value - 1;
            }
        }
    }

    void put(long key, int value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        if (set(key, value + 1)) {
            size++;
        }
    }

    private boolean set(long key, int stored) {
        int mask = keys.length - 1;
        int i = (int) (key * SPREAD >>> shift);
        while (values[i & mask] != 0 && keys[i & mask] != key) {
            i++;
        }
        boolean fresh = values[i & mask] == 0;
        keys[i & mask] = key;
        values[i & mask] = stored;
        return fresh;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                set(oldKeys[i], oldValues[i]);
            }
        }
    }
}
