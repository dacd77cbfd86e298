/**
 * Parking: how a session waits, at its dot or at a command, without holding a thread, and wakes.
 *
 * <p>{@link org.dotgate.hooks.gate.Gate} is the way every line takes. Each session has a
 * {@link org.dotgate.hooks.gate.Lane}, which keeps its lines in order and says which thread owns the session. At the dot
 * the session is parked: a {@link org.dotgate.hooks.gate.ParkedDot} moves the transaction into a
 * {@link org.dotgate.hooks.gate.DetachedSession}, has the chain judge it, and when the decision is there forwards the dot
 * to James, or refuses it, and lets the lane's waiting lines follow.
 *
 * <pre>
 *   line ─→ Gate ─→ lane free? ──yes─→ a dot? ──no──→ James (this thread)
 *                      │                 └─yes─→ ParkedDot ─→ ChainRun … decision ─→ James (a worker)
 *                      └─no─→ waits in the lane                                         └─→ the lane's next line
 * </pre>
 *
 * <p>At a command James's own hooks may have to wait: they put a {@link org.dotgate.hooks.gate.Question}, and refuse for the
 * time being. The gate finds it among the session's {@link org.dotgate.hooks.gate.Questions}, throws the reply away, and has
 * James handle the line again when a {@link org.dotgate.hooks.gate.ParkedCommand} has the answer.
 */
package org.dotgate.hooks.gate;
