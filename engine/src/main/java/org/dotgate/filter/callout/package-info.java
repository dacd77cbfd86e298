/**
 * {@code type = callout}: judges at the dot whether the sender exists, by {@code [callout]} with {@code reply-at = dot}; who
 * is asked about, and how, is told in {@link org.dotgate.callout}. Here, too, is where a configuration's call-outs are put
 * together, for MAIL and RCPT as well.
 *
 * <p>When it fails: what cannot be found out is {@code unknown}, and passes, whether DNS, the store or the sender's servers
 * are to blame.
 */
package org.dotgate.filter.callout;
