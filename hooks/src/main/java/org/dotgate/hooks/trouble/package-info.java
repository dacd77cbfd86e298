/**
 * What an operator should see to, found in one place for all who tell it: the health check, {@code /dotgate/status}, and
 * with that the page and the command line.
 */
package org.dotgate.hooks.trouble;
