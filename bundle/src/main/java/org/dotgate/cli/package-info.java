/**
 * The command line: {@code ./dotgate COMMAND}, or {@code java -jar dotgate.jar COMMAND}. {@link org.dotgate.cli.Main} is
 * where the JVM begins; it sees to it that SLF4J is there, which James brings along and a bare JVM does not, and hands over
 * to {@link org.dotgate.cli.Commands}, which knows the commands. Exit codes are the same for all: 0 what was asked for is
 * so, 1 it is not, 2 the command line was wrong; {@code callout probe} and {@code calloutd} have more.
 */
package org.dotgate.cli;
