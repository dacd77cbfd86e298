/**
 * What operators see of what goes on: a {@link org.dotgate.insight.Journal} of recent decisions with their reasons, and {@link
 * org.dotgate.insight.Figures} about each filter and about clients' patience. In memory, bounded, and gone with the process;
 * nothing is decided by it.
 */
package org.dotgate.insight;
