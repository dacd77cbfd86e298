/**
 * {@code type = delay}: waits, then passes, so that an operator can see what clients do at the dot. The wait is an entry
 * in the timer and holds no thread. Known limit: a filter is told that its result is not wanted any more, not why; whether
 * the client dropped, said QUIT or ran out of budget stands in the log line of the message.
 */
package org.dotgate.filter.delay;
