package org.dotgate.benchmarks.greylist;

import java.util.List;
import org.dotgate.benchmarks.load.Envelope;
import org.dotgate.benchmarks.load.PolicyLoad;
import org.dotgate.greylist.GreylistRequest;

/**
 * Who sends to whom from where, made up from a number; another number, another triplet. Addresses are about as long as real
 * ones, and of three in ten senders the recipient is a part, as a mailing list's bounce address has it. Four triplets share
 * a client's network, so that none passes often enough for the others to be let through. Immutable.
 *
 * @param number from 0 to below {@value #MOST}
 */
record Triplet(int number) {
    /** How many there are. */
    static final int MOST = 1 << 25;

    private static final int SHARING = 4;
    private static final int RECIPIENTS = 5_000;
    private static final int DOMAINS = 20_000;
    private static final String CONSONANTS = "klmnprst";
    private static final String VOWELS = "aeio";
    /** Odd, so that numbers in a row come out apart and none twice. */
    private static final int SPREAD = 0x9E3779B1;

    Triplet {
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException("there is no triplet " + number);
        }
    }

    GreylistRequest request() {
        return new GreylistRequest(network() + ".0/24", sender(), List.of(recipient()), null);
    }

    Envelope envelope() {
        return new Envelope(sender(), recipient());
    }

    PolicyLoad.Question question() {
        String client = network() + "." + (1 + number % 250);
        return new PolicyLoad.Question(envelope(), client, "mx" + number % 9 + "." + domain(), Integer.toHexString(number));
    }

    private String network() {
        int network = number / SHARING * SPREAD & 0xFFFFFF;
        return (network >> 16) + "." + (network >> 8 & 0xFF) + "." + (network & 0xFF);
    }

    private String sender() {
        String name = word(number * SPREAD & MOST - 1, 5);
        return number % 10 < 3
                ? "bounce-" + name + "-" + user() + "=dotgate.test@lists." + domain()
                : name + "@" + domain();
    }

    private String domain() {
        return word((number * SPREAD >>> 8) % DOMAINS, 3) + ".example.org";
    }

    private String recipient() {
        return user() + "@dotgate.test";
    }

    private String user() {
        return word(number % RECIPIENTS * 7, 4);
    }

    /** Syllables of five bits each. */
    private static String word(int bits, int syllables) {
        StringBuilder word = new StringBuilder(2 * syllables);
        for (int i = 0; i < syllables; i++) {
            int syllable = bits >>> 5 * i & 31;
            word.append(CONSONANTS.charAt(syllable >> 2)).append(VOWELS.charAt(syllable & 3));
        }
        return word.toString();
    }
}
