/**
 * The threads that work, and the bounds on how much may wait for them: {@link org.dotgate.work.Workers} is the one pool,
 * {@link org.dotgate.work.Background} counts the messages that nobody waits for any more.
 */
package org.dotgate.work;
