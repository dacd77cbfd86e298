/** DomainKeys Identified Mail (RFC 6376): which domains have signed this message? */
package org.dotgate.dkim;
