/**
 * Politeness: how often, and how many at a time, strangers' servers are asked by us
 * ({@link org.dotgate.callout.limit.MxLimits}), and when it is time to stop: a domain whose senders somebody invents
 * ({@link org.dotgate.callout.limit.DomainBreaker}), or everybody, once we are refused
 * ({@link org.dotgate.callout.limit.RefusalBreaker}). Memory is bounded everywhere: strangers name hosts without end.
 */
package org.dotgate.callout.limit;
