/**
 * One call-out: an address in, a {@link org.dotgate.callout.probe.ProbeResult} out. DNS says whom to ask, the hosts are asked
 * one after another, and a transcript is kept. No thread waits for a host.
 */
package org.dotgate.callout.probe;
