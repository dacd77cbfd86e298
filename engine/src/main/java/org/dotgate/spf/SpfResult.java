package org.dotgate.spf;

/** What SPF says of a client that uses a domain (RFC 7208, section 2.6). */
public enum SpfResult {
    NONE,
    NEUTRAL,
    PASS,
    FAIL,
    SOFTFAIL,
    TEMPERROR,
    PERMERROR
}
