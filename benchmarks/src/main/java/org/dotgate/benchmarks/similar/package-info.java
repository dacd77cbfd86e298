/**
 * How often {@code match = similar} takes a message for one it is not, or does not know one again. Pairs of messages are
 * made from samples: a message and itself rebuilt by its sender, which are to be alike, and messages that say different
 * things, which are not. {@link org.dotgate.benchmarks.similar.SimilarTable} prints the rates.
 */
package org.dotgate.benchmarks.similar;
