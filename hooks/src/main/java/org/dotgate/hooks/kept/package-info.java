/** Copies of refused messages, kept in a James mail repository for the operator to look at. */
package org.dotgate.hooks.kept;
