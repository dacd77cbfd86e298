/**
 * {@code type = exec}: any program judges the message. An {@link org.dotgate.filter.exec.ExecFilter} admits runs through
 * {@code Slots} (at most {@code max-processes} at once, the rest in a queue); an {@code ExecRun} is one message's way
 * through queue, program and verdict; a {@code RunningScript} is the process with its two pipes; a {@code ProcessTree}
 * is what TERM and KILL are sent to; an {@code Ending} turns what the program left behind into a verdict or an error.
 *
 * <p>No thread waits for a program. Its pipes are looked into now and then (asking how much is there, never reading
 * more), its exit is a future of the JDK, its place in the queue is an entry in a set.
 *
 * <p>Security: the program is the operator's own and is trusted; the values in its environment, the message, and the
 * text it prints are not. There is no shell between, values are cut and freed of control characters, output is bounded,
 * and text becomes a reply only through {@link org.dotgate.mail.Reply}.
 *
 * <p>Known limits: a descendant that clears its environment <em>and</em> leaves its parent cannot be found, and survives
 * TERM and KILL. Orphans are reaped by process 1; where that is James itself, as in a bare container, they stay zombies.
 */
package org.dotgate.filter.exec;
