package org.dotgate.benchmarks.load;

/**
 * Who sends to whom. Immutable.
 *
 * @param sender the reverse-path, without angle brackets
 * @param recipient a forward-path, likewise
 */
public record Envelope(String sender, String recipient) {}
