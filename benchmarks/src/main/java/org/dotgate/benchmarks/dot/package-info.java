/**
 * What Dotgate does to a whole James, measured: {@link org.dotgate.benchmarks.dot.DotTable} is the program. Each section
 * starts a James of its own in a process of its own, with ports that differ in their handlers only, sends the same load
 * to them by turns, and prints how they compare; absolute numbers say more about the machine than about Dotgate.
 * {@link org.dotgate.benchmarks.dot.Crowded} has many sessions wait at their dot at once,
 * {@link org.dotgate.benchmarks.dot.Throughput} finds what the gate costs each message, and
 * {@link org.dotgate.benchmarks.dot.Parked} what a parked session costs. Linux only.
 */
package org.dotgate.benchmarks.dot;
