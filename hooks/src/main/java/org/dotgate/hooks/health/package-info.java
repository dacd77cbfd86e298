/** What James's health checks tell of Dotgate, over WebAdmin and in the log: {@code healthcheck.properties} names it. */
package org.dotgate.hooks.health;
