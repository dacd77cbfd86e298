/**
 * A load generator for servers on this machine: one thread, one selector, as many connections as the limit of open
 * files allows. A {@link org.dotgate.benchmarks.load.Loop} moves octets and keeps time, a
 * {@link org.dotgate.benchmarks.load.Wire} is one connection, a {@link org.dotgate.benchmarks.load.Dialogue} decides what
 * is said on it; {@link org.dotgate.benchmarks.load.Load} sends messages and {@link org.dotgate.benchmarks.load.EhloProbe}
 * measures how soon a server answers anything at all; {@link org.dotgate.benchmarks.load.RcptLoad} says RCPT by a timetable,
 * and {@link org.dotgate.benchmarks.load.PolicyLoad} asks a policy server as Postfix does. Everything ends by itself: each
 * run has a deadline and a bounded count, and what is not answered by then counts as unanswered, or breaks the measurement.
 */
package org.dotgate.benchmarks.load;
