/**
 * What the suite stands on: {@link org.dotgate.it.harness.RealJames} boots a real James in this JVM with a configuration
 * the test gives, {@link org.dotgate.it.harness.SmtpClient} talks to it over a bare socket and can misbehave, and
 * {@link org.dotgate.it.harness.Delivered} is what James really took into its queue.
 *
 * <p>Nothing here sleeps to let time pass. Every wait has an end, {@link org.dotgate.it.harness.Patience}.
 */
package org.dotgate.it.harness;
