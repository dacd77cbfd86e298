/** Sender Policy Framework (RFC 7208): may this client use that domain? */
package org.dotgate.spf;
