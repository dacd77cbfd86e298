/** Time, as something that is handed in: production code asks a {@link org.dotgate.time.Timer}, tests turn one by hand. */
package org.dotgate.time;
