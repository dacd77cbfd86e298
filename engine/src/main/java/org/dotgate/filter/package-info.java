/**
 * The decision at the dot. A {@link org.dotgate.filter.Filter} looks at a {@link org.dotgate.filter.Transaction} and
 * gives a {@link org.dotgate.filter.Verdict}; the folders below hold one kind of filter each, named as in
 * {@code type =}. Operators' own classes implement {@code Filter} or {@link org.dotgate.filter.PlainFilter}.
 */
package org.dotgate.filter;
