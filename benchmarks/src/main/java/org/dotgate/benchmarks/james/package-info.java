/**
 * A James memory server as released, in a process of its own, for measuring: {@link org.dotgate.benchmarks.james.James}
 * boots one with {@link org.dotgate.benchmarks.james.Port}s that differ in their handlers only, so that both sides of a
 * ratio share the machine, the heap and the compiler's state. {@link org.dotgate.benchmarks.james.Vitals} is what its JVM
 * tells of itself. Linux only.
 */
package org.dotgate.benchmarks.james;
