/**
 * {@code type = dkim}: tells which domains have signed a message (RFC 6376), in the verdict's reason and in a header field
 * Authentication-Results (RFC 8601), and refuses mail whose signature is wrong if told to. The work is done in
 * {@link org.dotgate.dkim}; while DNS is asked no thread waits, and a cancel stops the reading of the message.
 */
package org.dotgate.filter.dkim;
