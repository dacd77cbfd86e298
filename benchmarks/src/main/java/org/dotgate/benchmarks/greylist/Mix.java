package org.dotgate.benchmarks.greylist;

/**
 * What of a hundred questions a greylist is asked, spread evenly. Immutable.
 *
 * @param known have passed before
 * @param early come again too early
 * @param fresh are first attempts
 */
record Mix(int known, int early, int fresh) {
    /** What a question is about. */
    enum Kind {
        KNOWN,
        EARLY,
        FRESH
    }

    private static final int ALL = 100;
    /** Has no divisor in common with 100, so every hundred in a row has each share exactly. */
    private static final int STEP = 37;

    Mix {
        if (known < 0 || early < 0 || fresh < 0 || known + early + fresh != ALL) {
            throw new IllegalArgumentException(known + " + " + early + " + " + fresh + " are not " + ALL);
        }
    }

    /** @param number of the question, from 0 */
    Kind kind(int number) {
        int place = number % ALL * STEP % ALL;
        if (place < known) {
            return Kind.KNOWN;
        }
        return place < known + early ? Kind.EARLY : Kind.FRESH;
    }
}
