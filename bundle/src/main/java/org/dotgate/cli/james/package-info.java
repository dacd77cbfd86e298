/**
 * Where commands find what they tell of: in a James that runs, over its WebAdmin ({@link org.dotgate.cli.james.RunningJames}),
 * or in the files of one that does not ({@link org.dotgate.cli.james.Installation}).
 */
package org.dotgate.cli.james;
