/**
 * {@code type = allow}: accepts mail of networks and senders that are known to be good, so that the optional filters behind
 * it are skipped. From the list to the verdict:
 *
 * <ol>
 *   <li>{@link org.dotgate.filter.allow.AllowListFile} reads the file below, an {@link org.dotgate.filter.allow.AllowLine}
 *       at a time, into an {@link org.dotgate.filter.allow.AllowList}.
 *   <li>{@link org.dotgate.filter.allow.AllowFilter} looks for the client's {@link org.dotgate.filter.allow.Network}, then
 *       for the reverse-path, and then asks {@link org.dotgate.correspondents.Correspondents}.
 *   <li>{@link org.dotgate.filter.allow.SenderAuth} asks SPF and DKIM, only if a sender was found: what is written in a
 *       reverse-path is proof of nothing.
 * </ol>
 *
 * A list, in UTF-8:
 *
 * <pre>
 * # one person
 * ann@example.org
 * example.com            # a domain, and not what is below it
 * .example.com           # what is below it
 * 192.0.2.0/24           # networks and single addresses need no proof
 * 2001:db8::7
 * </pre>
 *
 * Known limits: a DKIM signature holds for a copy that somebody else sends on, with any recipients. A domain that publishes
 * an SPF record for a mail provider's network lets all customers of that provider speak for it.
 */
package org.dotgate.filter.allow;
