/**
 * What {@code dotgate.ini} as a whole means: {@link org.dotgate.policy.Policy} is one reading of the file, with its
 * filters alive; {@link org.dotgate.policy.PolicyLoader} makes one or says what is wrong;
 * {@link org.dotgate.policy.LivePolicy} holds the one in force and replaces it when a file changes.
 */
package org.dotgate.policy;
