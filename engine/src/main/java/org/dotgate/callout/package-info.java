/**
 * Call-outs: whether the sender of a message exists, asked of the servers that take mail for it. A
 * {@link org.dotgate.callout.CalloutCheck} decides for a client what is asked and what it is told; {@link
 * org.dotgate.callout.Callouts} remembers answers, asks each question once at a time, first with short (soft) time-outs while
 * a client waits, then with long (hard) ones while nobody does; {@link org.dotgate.callout.probe} holds the dialogues.
 */
package org.dotgate.callout;
