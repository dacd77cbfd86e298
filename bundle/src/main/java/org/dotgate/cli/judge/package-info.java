/**
 * The engine without James: {@code dotgate check-config} says what is wrong with a configuration,
 * {@code dotgate judge} what its filters would do with messages from files. {@link org.dotgate.cli.judge.Workshop} holds the
 * parts of the engine that both need, and {@link org.dotgate.cli.judge.MailFiles} finds the messages.
 */
package org.dotgate.cli.judge;
