/**
 * Call-outs: whether the sender of a message exists, asked of the servers that take mail for it. A
 * {@link org.dotgate.callout.CalloutCheck} decides for a client what is asked and what it is told; {@link
 * org.dotgate.callout.Callouts} remembers answers, asks each question once at a time, first with short (soft) time-outs while
 * a client waits, then with long (hard) ones while nobody does; {@link org.dotgate.callout.probe} holds the dialogues.
 *
 * <p>{@link org.dotgate.callout.CalloutService} is that service: an {@link org.dotgate.callout.Inquiry} makes the soft attempt, a
 * {@link org.dotgate.callout.CalloutQueue} keeps what is to be asked later, a {@link org.dotgate.callout.HardAttempt} asks it.
 * {@link org.dotgate.callout.KnownAnswers} is the memory. The store has four tables: {@code callouts}, {@code
 * callout-domains}, {@code callout-work} and {@code callout-claims}; the form of what is in each is told by the class that
 * reads it.
 *
 * <p>When it fails: without a store it goes on with this process's memory, and mail passes where else it would be asked to
 * come again but nobody could look further. Work that nobody does lets mail pass, too. A client never waits for longer than
 * the soft total and a second.
 *
 * <p>Known limits: an address that differs from another in its tag only ({@code anna+x@}) shares the other's good answer, never
 * its bad one. Each address that was asked about takes a record of up to 8 KB until it expires, so a flood of invented
 * senders fills the store as fast as their hosts, or DNS, can be asked; the limits on probes are what bounds it.
 */
package org.dotgate.callout;
