package org.dotgate.it.filters;

/** A required filter that runs before the others. */
public final class Early extends StagedFilter {}
