package org.dotgate.callout.probe;

import java.util.Random;

/**
 * Makes up local parts that nobody has, and that no rule about odd names refuses: they can be said aloud. Thread-safe if its
 * random numbers are.
 */
final class Nobody {
    private static final String CONSONANTS = "bdfghjklmnprstvz";
    private static final String VOWELS = "aeiou";
    /** 80 to the tenth power: nobody hits a mailbox by chance. */
    private static final int SYLLABLES = 10;

    private final Random random;

    Nobody(Random random) {
        this.random = random;
    }

    String next() {
        StringBuilder name = new StringBuilder(2 * SYLLABLES);
        for (int i = 0; i < SYLLABLES; i++) {
            name.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
            name.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return name.toString();
    }
}
