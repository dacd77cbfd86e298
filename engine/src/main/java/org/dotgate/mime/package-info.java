/**
 * What a reader sees of a message: {@link org.dotgate.mime.MimeWalker} reads a raw message once, from front to end, and
 * hands header fields, text and attachments to a {@link org.dotgate.mime.MessageVisitor}.
 *
 * <p>The message is hostile. Nothing in it makes a walk throw; time is linear in its size, memory does not depend on it,
 * and {@link org.dotgate.mime.MimeLimits} bounds what is decoded. The {@link org.dotgate.mime.WalkResult} tells when a
 * bound left something unread, so that nobody mistakes "not searched" for "not found".
 *
 * <p>Apache James MIME4J splits the message into entities and fields. Reading what it found is done here, where its own
 * tools do not serve a filter: each such class says why.
 *
 * <p>{@link org.dotgate.mime.HeaderSieve} is for those who put fields of their own on a message, and must take forged ones
 * out of it; it copies, and understands as little as it can.
 */
package org.dotgate.mime;
