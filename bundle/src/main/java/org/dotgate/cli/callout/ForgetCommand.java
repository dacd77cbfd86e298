package org.dotgate.cli.callout;

import java.util.concurrent.Callable;
import org.dotgate.cli.AddressConverter;
import org.dotgate.cli.Done;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.JamesOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dotgate callout forget}: has an address asked about anew when its next message comes. */
@Command(
        name = "forget",
        description = "Forgets what is remembered of an address, so that it is asked about when its next message comes. Addresses"
                + " that differ only in what a sender changes from message to message are remembered, and forgotten, as one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it is forgotten, 1 nothing was remembered of it, or that could not be found out, 2 the command"
                + " line was wrong."})
final class ForgetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", converter = AddressConverter.class, description = "The sender's address.")
    private String address;

    @Mixin
    private JamesOptions james;

    @Mixin
    private Done telling;

    @Override
    public Integer call() throws Failure {
        try (Remembered remembered = Remembered.at(james)) {
            boolean forgotten = remembered.forget(address);
            return telling.tell("address", address, "forgotten", forgotten, forgotten ? "forgotten" : "nothing was remembered of it");
        }
    }
}
