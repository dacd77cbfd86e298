/**
 * What servers say to a call-out, and what it means: a {@link org.dotgate.callout.answer.RemoteReply} at a
 * {@link org.dotgate.callout.answer.Stage} has a {@link org.dotgate.callout.answer.Meaning}, and all of a dialogue's come to
 * one {@link org.dotgate.callout.answer.Answer}.
 */
package org.dotgate.callout.answer;
