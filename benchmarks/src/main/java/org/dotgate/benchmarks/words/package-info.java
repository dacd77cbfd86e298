/**
 * What the word matcher is measured against: {@link org.dotgate.benchmarks.words.Contender} names the others, each in the
 * fastest way it can be used; {@link org.dotgate.benchmarks.words.Sample} makes phrases and text from a seed; and
 * {@link org.dotgate.benchmarks.words.WordsTable} prints how fast each is, after it has seen that all find the same.
 * {@link org.dotgate.benchmarks.words.ColdTable} prints what whole messages cost beside other work, and beside another build.
 */
package org.dotgate.benchmarks.words;
