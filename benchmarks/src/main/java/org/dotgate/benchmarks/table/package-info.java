/**
 * What a measurement prints: a {@link org.dotgate.benchmarks.table.Table} of {@link org.dotgate.benchmarks.table.Section}s,
 * each of which gives {@link org.dotgate.benchmarks.table.Figure}s, with what was promised and whether that was kept.
 */
package org.dotgate.benchmarks.table;
