package org.dotgate.likeness;

/**
 * Which features a text has had so far, by a hash of 32 bits each. Holds {@value #MOST} at most, in 512 KB; what comes
 * then is taken for new each time. Owned by one thread.
 */
final class FeatureSet {
    static final int MOST = 1 << 16;

    private int[] table = new int[512];
    private boolean hasZero;
    private int size;

    /** @return whether it is new */
    boolean add(int feature) {
        if (feature == 0) {
            boolean first = !hasZero;
            hasZero = true;
            size += first ? 1 : 0;
            return first;
        }
        if (size * 2 >= table.length && size < MOST) {
            grow();
        }
        int at = find(feature);
        if (table[at] == feature) {
            return false;
        }
        size++;
        // one half of the table is always free, so that every search ends
        if (size <= MOST) {
            table[at] = feature;
        }
        return true;
    }

    private int find(int feature) {
        int at = feature & table.length - 1;
        while (table[at] != 0 && table[at] != feature) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        for (int feature : old) {
            if (feature != 0) {
                table[find(feature)] = feature;
            }
        }
    }

    int size() {
        return size;
    }
}
