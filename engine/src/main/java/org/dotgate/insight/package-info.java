/**
 * What operators see of what goes on: a {@link org.dotgate.insight.Journal} of recent decisions with their reasons, and {@link
 * org.dotgate.insight.Figures} about each filter and about clients' patience, and {@link org.dotgate.insight.Outcomes} by the
 * minute; an {@link org.dotgate.insight.Insight} has all of them; and the names of all that is measured, {@link
 * org.dotgate.insight.MetricName}. In memory, bounded, and gone with the process; nothing is decided by it.
 */
package org.dotgate.insight;
