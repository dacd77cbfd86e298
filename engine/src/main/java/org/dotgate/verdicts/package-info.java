/**
 * Verdicts remembered for a retry. A message whose verdict came too late for its client, because the client dropped or
 * patience ran out, is sent again; the {@link org.dotgate.verdicts.Fingerprint} knows it again, even if the sender built
 * it anew, and the {@link org.dotgate.verdicts.VerdictMemory} has the answer at once.
 *
 * <p>Most messages are no retries. {@link org.dotgate.verdicts.VerdictMemory#mayKnow} tells so from the envelope alone,
 * so that only a message whose sender and recipients are remembered is read for its fingerprint.
 */
package org.dotgate.verdicts;
