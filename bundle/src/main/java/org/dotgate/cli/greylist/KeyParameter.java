package org.dotgate.cli.greylist;

import java.util.ArrayList;
import java.util.List;
import org.dotgate.greylist.GreylistRegister;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which record is meant: its key as the list shows it, in one argument or in three. */
final class KeyParameter {
    @Parameters(
            arity = "0..3",
            paramLabel = "KEY",
            description = "The record as the list shows it: origin, sender and recipient. A shell wants <> and * in quotes.")
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
        if (!GreylistRegister.isKey(key) || blanks != 2 && !(takesOrigin && blanks == 0 && key.indexOf('@') < 0)) {
            throw new ParameterException(spec.commandLine(), "KEY is missing or is none: it is an origin, a sender and a recipient,"
                    + " such as 192.0.2.0/24 anna@example.org ben@example.net"
                    + (takesOrigin ? ", or an origin alone, such as 192.0.2.0/24 or spf:example.org" : ""));
        }
        return key;
    }
}
