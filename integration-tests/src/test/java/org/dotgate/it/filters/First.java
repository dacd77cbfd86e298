package org.dotgate.it.filters;

/** An optional filter. */
public final class First extends StagedFilter {}
