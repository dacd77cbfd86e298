/**
 * Greylisting: who is unknown is asked to come again, since much software for unwanted mail does not. A
 * {@link org.dotgate.greylist.GreylistRequest} says who sends what to whom, a {@link org.dotgate.greylist.GreylistAnswer}
 * whether it may come in.
 */
package org.dotgate.greylist;
