/**
 * {@code dotgate demo}: a real James with Dotgate in it, and a handful of messages that show what it does.
 * {@link org.dotgate.cli.demo.JamesFolder} lays out the folder James runs in, {@link org.dotgate.cli.demo.JamesServer} is
 * the process, {@link org.dotgate.cli.demo.WebAdmin} asks it what became of the messages, and
 * {@link org.dotgate.cli.demo.SmtpClient} holds the dialogues that a {@link org.dotgate.cli.demo.Scenario} describes.
 */
package org.dotgate.cli.demo;
