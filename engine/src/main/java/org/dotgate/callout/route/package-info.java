/**
 * Whom a call-out asks: the mail exchangers of a domain (RFC 5321, section 5.1), less those that a stranger's DNS must not make
 * us connect to.
 */
package org.dotgate.callout.route;
