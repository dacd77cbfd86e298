/**
 * What call-outs cost in a real James: many at once to servers that stall, and one whose answer is known. The servers that are
 * asked, and the DNS that names them, run in this process, on loopback.
 */
package org.dotgate.benchmarks.callout;
