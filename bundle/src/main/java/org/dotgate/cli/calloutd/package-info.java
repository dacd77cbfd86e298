/**
 * The callout server: {@code dotgate calloutd} makes the call-outs in the background for Jameses elsewhere.
 * {@link org.dotgate.cli.calloutd.CalloutServer} puts the engine's parts together, {@link
 * org.dotgate.cli.calloutd.Calloutd} reads the configuration, tells how it goes, and ends it in order.
 */
package org.dotgate.cli.calloutd;
