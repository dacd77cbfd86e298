package org.dotgate.cli.callout;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dotgate.callout.CalloutRecord.Attempt;
import org.dotgate.callout.CalloutSearch;
import org.dotgate.callout.answer.Answer;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.cli.listing.Listing;
import org.dotgate.filter.LogText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dotgate callout list}: what is remembered of addresses, one a line, told as it is read. */
@Command(
        name = "list",
        description = "Lists what is remembered of addresses.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 the list is whole, or as long as it was to be, 1 it could not be read, 2 the command line was"
                + " wrong."})
final class ListCommand implements Callable<Integer> {
    @Option(
            names = "--answer",
            paramLabel = "ANSWER",
            converter = Answers.class,
            description = "Only those with this answer: found, not_found, refused, unknown, catch_all or unroutable.")
    private Answer answer;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            converter = Stages.class,
            description = "Only those asked with these time-outs: soft or hard.")
    private Attempt stage;

    @Option(
            names = "--address",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only with this text in the address, such as @example.org.")
    private String address;

    @Option(
            names = "--mx",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only with this text in the name of the mail exchanger that answered.")
    private String mx;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Listing listing;

    @Mixin
    private JamesOptions james;

    /** Names as operators know them. */
    static final class Answers implements ITypeConverter<Answer> {
        @Override
        public Answer convert(String text) {
            return Arrays.stream(Answer.values()).filter(one -> one.text().equals(text)).findFirst().orElseThrow(() ->
                    new TypeConversionException("'" + text + "' is no answer; there are found, not_found, refused, unknown,"
                            + " catch_all and unroutable"));
        }
    }

    /** Names as operators know them. */
    static final class Stages implements ITypeConverter<Attempt> {
        @Override
        public Attempt convert(String text) {
            return Arrays.stream(Attempt.values()).filter(one -> one.text().equals(text)).findFirst().orElseThrow(() ->
                    new TypeConversionException("'" + text + "' is no stage; there are soft and hard"));
        }
    }

    private CalloutSearch search() {
        try {
            return new CalloutSearch(address, mx, answer, stage);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    @Override
    public Integer call() throws Failure {
        CalloutSearch search = search();
        try (Remembered remembered = Remembered.at(james)) {
            listing.tell(row("ANSWER", "HOW", "UNTIL", "ADDRESS"), (after, most) -> remembered.page(search, after, most), this::line);
        }
        return 0;
    }

    private String line(Map<String, String> entry) {
        if (listing.isJson()) {
            return Json.line(entry);
        }
        String mx = part(entry, "mx");
        return row(part(entry, "answer"), part(entry, "stage"), Listing.seconds(part(entry, "expires")),
                part(entry, "address") + (mx.isEmpty() ? "" : "  (" + part(entry, "at") + " of " + mx + ")"));
    }

    private static String row(String answer, String how, String until, String address) {
        return String.format("%-10s  %-4s  %-20s  %s", answer, how, until, address);
    }

    private static String part(Map<String, String> entry, String name) {
        return LogText.safe(entry.getOrDefault(name, ""));
    }
}
