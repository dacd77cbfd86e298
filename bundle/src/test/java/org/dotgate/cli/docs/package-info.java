/**
 * Holds the documentation to the code: what README.md and docs show is typed, compiled, booted and followed, link by link.
 * {@link org.dotgate.cli.docs.Page} finds the samples; {@link org.dotgate.cli.docs.ExistingJames} is a James to try them on.
 */
package org.dotgate.cli.docs;
