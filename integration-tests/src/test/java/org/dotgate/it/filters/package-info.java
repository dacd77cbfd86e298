/**
 * Filters that do what the test says. Each test picks a sender of its own and opens a
 * {@link org.dotgate.it.filters.Scene} for it; the filters named in its dotgate.ini ({@code Early}, {@code First},
 * {@code Second}, {@code Must}) are the parts, and pass a message unless told otherwise.
 */
package org.dotgate.it.filters;
