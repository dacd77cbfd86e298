package org.dotgate.cli.callout;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.dotgate.cli.Commands;
import picocli.CommandLine;

/** How a command has ended, and what it said. */
public record Ran(int exit, String out, String err) {
    public static Ran command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Commands.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return new Ran(commandLine.execute(arguments), out.toString(), err.toString());
    }
}
