/**
 * {@code type = words}: refuses a message that holds phrases of a list. From the list to the verdict:
 *
 * <ol>
 *   <li>{@link org.dotgate.filter.words.WordList} reads the file below.
 *   <li>{@link org.dotgate.filter.words.FoldTable} and {@link org.dotgate.filter.words.FoldedText} bring phrases and text
 *       into one form, so that letter case, accents, look and line ends make no difference.
 *   <li>{@link org.dotgate.filter.words.WordMatcher} holds the folded phrases; {@link org.dotgate.filter.words.WholeWords}
 *       finds those that begin and end with a word by two probes a word start,
 *       {@link org.dotgate.filter.words.Substrings} finds the others.
 *   <li>{@link org.dotgate.filter.words.WordSearch} is one message's search, and
 *       {@link org.dotgate.filter.words.WordsFilter} turns what it found into a verdict.
 * </ol>
 *
 * A list, in UTF-8 ({@code →} stands for a tab):
 *
 * <pre>
 * # a phrase scores 1 unless a number and a tab stand before it
 * make money fast
 * 2.5→lottery winner
 * -3→unsubscribe
 * # counted in one place only
 * subject:you have won
 * body:dear beneficiary
 * x-mailer:bulk sender pro
 * # any: is for a phrase that holds a colon itself
 * any:warning: act now
 * # open ends: casino, casinos, casinobonus; eshop, webshop
 * casino*
 * *shop
 * # written without spaces: found wherever it stands
 * 免费
 * </pre>
 */
package org.dotgate.filter.words;
