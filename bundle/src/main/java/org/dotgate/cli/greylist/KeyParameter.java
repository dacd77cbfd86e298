package org.dotgate.cli.greylist;

import java.util.ArrayList;
import java.util.List;
import org.dotgate.greylist.GreylistRegister;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Which record is meant, in one argument or in three: its key as the list shows it, or a client's address, a sender and a recipient
 * as a log has them.
 */
final class KeyParameter {
    @Parameters(
            arity = "0..3",
            paramLabel = "KEY",
            description = "The record as the list shows it: origin, sender and recipient; or the client's address, the sender and the"
                    + " recipient. A shell wants <> and * in quotes.")
    private List<String> words = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    boolean isGiven() {
        return !words.isEmpty();
    }

    /** @param takesOrigin whether it may be an origin alone */
    String key(boolean takesOrigin) {
        String key = String.join(" ", words);
        long blanks = key.chars().filter(c -> c == ' ').count();
        boolean isRecord = blanks == 2 || GreylistRegister.isRecord(key);
        if (!GreylistRegister.isKey(key) || !isRecord && !(takesOrigin && blanks == 0 && key.indexOf('@') < 0)) {
            throw new ParameterException(spec.commandLine(), "KEY is missing or is none: it is an origin, a sender and a recipient,"
                    + " such as 192.0.2.0/24 anna@example.org ben@example.net"
                    + (takesOrigin ? ", or an origin alone, such as 192.0.2.0/24 or spf:example.org" : ""));
        }
        return key;
    }

    /** Tells how to find the key, when nothing is there. */
    void hint() {
        spec.commandLine().getErr().println("dotgate: 'greylist list --sender ADDRESS --recipient ADDRESS' shows what is remembered, with"
                + " its key; where SPF vouches for a sender, that begins with spf: and a domain, in place of the client's network");
    }
}
