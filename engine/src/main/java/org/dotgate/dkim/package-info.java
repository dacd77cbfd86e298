/**
 * DomainKeys Identified Mail (RFC 6376): which domains have signed this message? {@link org.dotgate.dkim.JdkimDkim} keeps
 * time; a {@link org.dotgate.dkim.Verification} takes one message through. jDKIM reads signatures and key records, the
 * octets are hashed here. Numbers, lengths and key sizes are bounded; RSA with SHA-256, and Ed25519 where the JVM has it.
 * Known limits: a signature that covers only the beginning of the body (l=) does not count where there is more, and domains
 * in U-labels (RFC 8616) are not known.
 */
package org.dotgate.dkim;
