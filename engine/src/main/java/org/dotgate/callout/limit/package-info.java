/** Politeness: how often, and how many at a time, strangers' servers are asked by us. */
package org.dotgate.callout.limit;
