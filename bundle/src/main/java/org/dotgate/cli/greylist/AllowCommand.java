package org.dotgate.cli.greylist;

import java.util.concurrent.Callable;
import org.dotgate.cli.AddressConverter;
import org.dotgate.cli.Done;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.JamesOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dotgate greylist allow}: lets mail pass that waits, or that has not come yet. */
@Command(
        name = "allow",
        description = "Lets mail pass from now on, whatever its content: that of a record, or that of a client, a sender and a"
                + " recipient of whom nothing need be known yet.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it passes, 1 nothing is remembered under this key, or it could not be done, 2 the command line was"
                + " wrong."})
final class AllowCommand implements Callable<Integer> {
    @Mixin
    private KeyParameter record;

    @Option(names = "--client", paramLabel = "CLIENT", description = "An address, its network, or spf: and a domain.")
    private String client;

    @Option(
            names = "--sender",
            paramLabel = "ADDRESS",
            converter = AddressConverter.OrNull.class,
            description = "The sender; <> for the null sender.")
    private String sender;

    @Option(names = "--recipient", paramLabel = "ADDRESS", converter = AddressConverter.class, description = "The recipient.")
    private String recipient;

    @Mixin
    private JamesOptions james;

    @Mixin
    private Done telling;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        boolean inAdvance = client != null || sender != null || recipient != null;
        if (inAdvance == record.isGiven() || inAdvance && (client == null || sender == null || recipient == null)) {
            throw new ParameterException(spec.commandLine(), "either KEY is wanted, or --client, --sender and --recipient together");
        }
        String key = inAdvance ? null : record.key(false);
        try (Records records = Records.at(james)) {
            boolean passes = true;
            if (inAdvance) {
                key = records.allow(client, sender, recipient);
            } else {
                passes = records.allow(key);
            }
            if (!passes) {
                record.hint();
            }
            return telling.tell("key", key, "passes", passes, passes
                    ? "passes from now on"
                    : "nothing is remembered of it; --client, --sender and --recipient let mail pass that has not come yet");
        }
    }
}
