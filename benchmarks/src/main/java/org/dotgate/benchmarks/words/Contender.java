package org.dotgate.benchmarks.words;

import java.util.BitSet;

/** One way to find phrases in a text, prepared for both. Belongs to one thread. */
public interface Contender extends AutoCloseable {
    String name();

    /**
     * Searches the text once.
     *
     * @return the phrases that occur as whole words, by their index in {@link Sample#phrases()}
     */
    BitSet search();

    @Override
    default void close() {}
}
