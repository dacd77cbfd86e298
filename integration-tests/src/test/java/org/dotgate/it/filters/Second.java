package org.dotgate.it.filters;

/** An optional filter behind First. */
public final class Second extends StagedFilter {}
