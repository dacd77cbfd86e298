/** Questions to the domain name system, without waiting for the answer: {@link org.dotgate.dns.Dns}. */
package org.dotgate.dns;
