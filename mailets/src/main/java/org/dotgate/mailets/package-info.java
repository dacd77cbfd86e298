/**
 * The mailet side: what happens to mail that James has accepted. {@link org.dotgate.mailets.DotgateVerdict} and
 * {@link org.dotgate.mailets.DotgateScoreAtLeast} match mail by what was decided about it,
 * {@link org.dotgate.mailets.DotgateHeaders} writes the decision into the message,
 * {@link org.dotgate.mailets.RunFilters} has filters judge mail that were too slow for the dot, and
 * {@link org.dotgate.mailets.LearnCorrespondents} records whom users write to, for the filter {@code allow}.
 *
 * <p>What was decided travels in the mail's attributes ({@link org.dotgate.filter.MailAttributes}), which a client cannot
 * forge. Operators name these classes in {@code mailetcontainer.xml}; the other types of this package serve them.
 */
package org.dotgate.mailets;
