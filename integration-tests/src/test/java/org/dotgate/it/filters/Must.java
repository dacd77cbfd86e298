package org.dotgate.it.filters;

/** A required filter that runs last. */
public final class Must extends StagedFilter {}
