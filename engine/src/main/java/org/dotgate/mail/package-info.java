/**
 * The values that a decision is made of: who sends ({@link org.dotgate.mail.Client}), from whom to whom
 * ({@link org.dotgate.mail.Envelope}), what ({@link org.dotgate.mail.SpooledMessage}), and what the client is told
 * ({@link org.dotgate.mail.Reply}). All are immutable, so that they may cross threads freely; a spooled message also has
 * an end, after which its bytes are gone. What operators type for an address is read by {@link org.dotgate.mail.WrittenPath}, the
 * same wherever they type it.
 */
package org.dotgate.mail;
