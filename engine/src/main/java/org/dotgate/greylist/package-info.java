/**
 * Greylisting: who is unknown is asked to come again, since much software for unwanted mail does not.
 * {@link org.dotgate.greylist.Greylist} is the decision, given a store and a clock: a
 * {@link org.dotgate.greylist.GreylistRequest} says who sends what to whom, a {@link org.dotgate.greylist.GreylistAnswer}
 * whether it may come in. {@link org.dotgate.greylist.GreylistCheck} is the way there from a client and an envelope: the
 * network or the domain that it comes from, what DNS says of the client, what the message is known by.
 *
 * <p>When it fails: a store that does not answer is {@code [store] on-failure}; SPF that does not answer counts as none, and
 * reverse DNS that does not as suspicious. All are bounded in time. All that is stored is bounded too: a key by
 * {@link org.dotgate.greylist.GreylistKey}, a record by its contents, an origin's first attempts by
 * {@link org.dotgate.greylist.Crowds}.
 *
 * <p>Known limits: at RCPT each recipient is a question of its own, so that one message to five may count five times for
 * {@code auto-pass}. Who shows eight different contents for one envelope within the window is from then on known by the
 * envelope alone; otherwise mail of a sender that builds each attempt anew would never arrive.
 */
package org.dotgate.greylist;
