/** Lists that may be long, told page by page by those commands that have one. */
package org.dotgate.cli.listing;
