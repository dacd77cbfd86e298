/** Measured claims, each a program of its own below this package; {@link org.dotgate.benchmarks.Main} starts them. */
package org.dotgate.benchmarks;
