/**
 * Questions to the domain name system, without waiting for the answer: {@link org.dotgate.dns.Dns}. The one that asks real
 * servers is {@link org.dotgate.dns.DnsjavaDns}; a {@link org.dotgate.dns.Lookup} follows one question along its aliases.
 * Answers come from strangers: they are bounded in time, number, length and memory, of a message only what was asked for is
 * taken, and names that no host can have are left out. Known limit: DNSSEC is the resolver's job, and its verdict is not
 * looked at; run a validating resolver on the same machine where that matters.
 */
package org.dotgate.dns;
