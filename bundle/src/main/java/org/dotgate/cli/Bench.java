package org.dotgate.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dotgate bench}: only a signpost, since measurements are not part of the JAR. */
@Command(
        name = "bench",
        description = "Measures; from a source tree only, as ./dotgate bench WHAT.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it has been measured, 1 something broke, or there is no source tree, 2 the command line was wrong."})
public final class Bench implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "WHAT", description = "What is to be measured, and how.")
    private List<String> arguments;

    @Override
    public Integer call() throws Failure {
        throw new Failure("measurements are no part of the JAR; from a source tree: ./dotgate bench "
                + String.join(" ", arguments));
    }
}
