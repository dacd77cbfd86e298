/**
 * {@code dotgate greylist}: tells who waits and who has passed, and why, and corrects it.
 * {@link org.dotgate.cli.greylist.Records} is what is remembered, wherever it is.
 */
package org.dotgate.cli.greylist;
