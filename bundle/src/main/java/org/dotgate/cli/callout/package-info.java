/**
 * {@code dotgate callout}: asks about an address as James would, tells what is remembered of addresses, and forgets it.
 * {@link org.dotgate.cli.callout.Remembered} is what is remembered, wherever it is.
 */
package org.dotgate.cli.callout;
