/**
 * When are two messages the same? {@link org.dotgate.likeness.Likenesses} finds out what a message is known by, in one of four
 * ways ({@link org.dotgate.likeness.Match}), and {@link org.dotgate.likeness.Likeness} compares. How {@code similar} was
 * chosen, and how often it is wrong, is in {@code docs/similar.md}.
 */
package org.dotgate.likeness;
