/**
 * Whom a call-out asks: the mail exchangers of a domain (RFC 5321, section 5.1), less those that a stranger's DNS must not make
 * us connect to. {@link org.dotgate.callout.route.DnsRoutes} finds the way, and
 * {@link org.dotgate.callout.route.PublicAddresses} says which addresses are out of bounds, and is asked again at the
 * moment of connecting. What cannot be learnt is told apart from what is not there, for only the latter may cost a sender his mail.
 */
package org.dotgate.callout.route;
