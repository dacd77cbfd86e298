package org.dotgate.cli.completion;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dotgate completion}: prints a script for the shell, made of the commands themselves. */
@Command(
        name = "completion",
        description = "Prints a script that has a shell complete the command 'dotgate', its options and their values.",
        mixinStandardHelpOptions = true,
        footer = {"", "For this shell:  source <(dotgate completion bash), or in zsh  source <(dotgate completion zsh)",
            "Exit codes: 0 it is printed, 2 the command line was wrong."})
public final class CompletionCommand implements Callable<Integer> {
    /** The shells there is a script for. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        // one script for both: in zsh it has bash's completion emulated
        spec.commandLine().getOut().print(AutoComplete.bash("dotgate", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
