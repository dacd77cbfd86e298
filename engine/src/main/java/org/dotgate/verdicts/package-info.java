/**
 * Verdicts remembered for a retry. A message whose verdict came too late for its client, because the client dropped or
 * patience ran out, is sent again; the {@link org.dotgate.verdicts.Fingerprint} knows it again, even if the sender built
 * it anew, and {@link org.dotgate.verdicts.RememberedVerdicts} has the answer at once, after a restart too, and at each
 * James that shares the store.
 *
 * <p>Most messages are no retries. There is one record an envelope, so that one look tells so from the envelope alone, and
 * only a message whose sender and recipients are remembered is read for its fingerprint.
 */
package org.dotgate.verdicts;
