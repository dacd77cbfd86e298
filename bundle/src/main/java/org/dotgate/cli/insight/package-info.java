/**
 * {@code dotgate decisions} and {@code dotgate status}: what a James that runs has decided, and how it goes. Texts in it are
 * strangers', and are printed so that a terminal does nothing but show them.
 */
package org.dotgate.cli.insight;
