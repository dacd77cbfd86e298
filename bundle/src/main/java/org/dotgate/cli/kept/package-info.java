/**
 * {@code dotgate kept}: the messages that a filter refused and had kept, in a James that runs. Texts in them are strangers',
 * and are printed so that a terminal does nothing but show them.
 */
package org.dotgate.cli.kept;
