/**
 * {@code type = greylist}: judges at the dot, by {@code [greylist]}; what is judged, and how, is told in
 * {@link org.dotgate.greylist}.
 *
 * <p>When it fails: a store that does not answer is {@code [store] on-failure}; a message that cannot be read is the filter's
 * {@code on-error}. A refusal is a 451, and so is never remembered for the retry.
 */
package org.dotgate.filter.greylist;
