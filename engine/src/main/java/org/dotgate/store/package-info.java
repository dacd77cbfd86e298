/**
 * Memory that outlives the process. {@link org.dotgate.store.Store} is what greylist, remembered verdicts and learned
 * correspondents ask: keyed records with expiry, replaced only if they are as the caller knows them.
 */
package org.dotgate.store;
