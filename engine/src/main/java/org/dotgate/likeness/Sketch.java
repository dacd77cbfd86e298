package org.dotgate.likeness;

/**
 * What a text is like, in {@value #PLACES} places of six bits. Each feature of the text, which is a word of it, is
 * added into the place its hash tells. Texts that differ in a few features differ in a few places, however long they are;
 * so a template that is filled in otherwise is told from one whose counter went up, which measures of likeness in
 * proportion, such as SimHash, cannot. A feature counts once, as what is written plain and as HTML is written twice.
 *
 * <p>As text: {@code s}, how many places may differ, 12 characters that must be the same, and the places. Owned by one
 * thread.
 */
final class Sketch {
    static final int PLACES = 50;

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final char MARK = 's';
    /** The characters that must be the same: 72 bits. */
    private static final int SAME = 12;
    private static final int BEHIND_TOLERANCE = 2;
    private static final int BEHIND_SAME = BEHIND_TOLERANCE + SAME;
    /** How many places may differ at most. */
    private static final int TOLERANCE = 8;
    /** A shorter text has one place of tolerance for so many features. */
    private static final int FEATURES_A_PLACE = 3;

    private final int[] places = new int[PLACES];
    private final FeatureSet features = new FeatureSet();

    void add(long feature) {
        long mixed = Hash.mix(feature);
        if (features.add((int) mixed)) {
            places[(int) ((mixed >>> 32 & 0xffff) * PLACES >>> 16)] += (int) (mixed >>> 48);
        }
    }

    /** How many features were added; those that are the same count once. */
    int features() {
        return features.size();
    }

    /** @param same a hash of what must be the same; its first 9 octets count */
    String text(byte[] same) {
        StringBuilder text = new StringBuilder(Likeness.MAX_TEXT).append(MARK);
        text.append(DIGITS.charAt(Math.min(TOLERANCE, features.size() / FEATURES_A_PLACE)));
        text.append(Hash.text(same), 0, SAME);
        for (int place : places) {
            text.append(DIGITS.charAt(place & 63));
        }
        return text.toString();
    }

    /** Whether both texts are of sketches, and few enough places differ; never if one is no such text. */
    static boolean areLike(String one, String other) {
        if (!isSketch(one) || !isSketch(other) || !one.regionMatches(BEHIND_TOLERANCE, other, BEHIND_TOLERANCE, SAME)) {
            return false;
        }
        int tolerance = Math.min(DIGITS.indexOf(one.charAt(1)), DIGITS.indexOf(other.charAt(1)));
        return distance(one, other) <= tolerance;
    }

    /** In how many places two texts of sketches differ. */
    static int distance(String one, String other) {
        int different = 0;
        for (int i = BEHIND_SAME; i < BEHIND_SAME + PLACES; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                different++;
            }
        }
        return different;
    }

    private static boolean isSketch(String text) {
        return text.length() == BEHIND_SAME + PLACES && text.charAt(0) == MARK;
    }
}
