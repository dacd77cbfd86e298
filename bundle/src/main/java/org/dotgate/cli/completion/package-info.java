/** {@code dotgate completion}: what a shell needs to complete the command line. */
package org.dotgate.cli.completion;
