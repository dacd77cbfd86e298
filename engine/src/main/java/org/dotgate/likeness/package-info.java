/** When are two messages the same? {@link org.dotgate.likeness.Likeness} tells, in one of four ways ({@link org.dotgate.likeness.Match}). */
package org.dotgate.likeness;
