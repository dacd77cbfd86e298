/**
 * Whom our users have written to, so that the answers of these people need no further check.
 * {@link org.dotgate.correspondents.Correspondents} keeps one record for each pair in the store's table
 * {@value org.dotgate.correspondents.Correspondents#TABLE}. The key is our user, a space, and the correspondent; the value
 * is the version of its format, the day (UTC) of the last mail, and the number of mails since the record began:
 *
 * <pre>
 * ben@example.net anna@example.org     1 2026-01-31 4
 * ben@example.net carol@example.com    1 2025-12-24 1
 * </pre>
 *
 * A record ends when our user has not written to the correspondent for the time that the mailet's {@code expiry} says.
 * Known limit: how many correspondents a user has is bounded by that expiry only, and by how much an authenticated user
 * can send.
 */
package org.dotgate.correspondents;
