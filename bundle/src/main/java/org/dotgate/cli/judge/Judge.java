package org.dotgate.cli.judge;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dotgate.cli.AddressConverter;
import org.dotgate.cli.Failure;
import org.dotgate.cli.ProgressBar;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.policy.Policy;
import org.dotgate.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dotgate judge}: what the filters would do with messages from files, and why. */
@Command(
        name = "judge",
        description = "Runs the filters that stand in [dot] over messages from files, tells what each of them found, and sums up what"
                + " would have happened and how long it took. Nothing is sent, kept or remembered.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 every message would be accepted, 1 one would not, or could not be read, or there is none, 2 the"
                + " command line was wrong."})
public final class Judge implements Callable<Integer> {
    private static final Path CONFIG = Path.of("conf", "dotgate.ini");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Messages: files, folders of files, Maildirs, or mboxes.")
    private List<Path> paths;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration. Default: conf/dotgate.ini, or the sample where there is none.")
    private Path config;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "James's working directory, where relative paths begin; found as check-config finds it.")
    private Path directory;

    @Option(
            names = "--client",
            paramLabel = "ADDRESS",
            description = "The IP address the messages come from (default: ${DEFAULT-VALUE}).",
            defaultValue = "192.0.2.1")
    private InetAddress client;

    @Option(names = "--helo", paramLabel = "NAME", description = "What the client said at EHLO.", defaultValue = "")
    private String helo;

    @Option(
            names = "--sender",
            paramLabel = "ADDRESS",
            converter = AddressConverter.OrNull.class,
            description = "The envelope's sender (default: the null sender, <>).",
            defaultValue = "")
    private String sender;

    @Option(
            names = "--recipient",
            paramLabel = "ADDRESS",
            converter = AddressConverter.class,
            description = "The envelope's recipients (default: ${DEFAULT-VALUE}).",
            defaultValue = "postmaster@localhost")
    private List<String> recipients;

    @Option(
            names = "--json",
            description = "One JSON object a line: one for each message, and at the end one that sums up.")
    private boolean json;

    @Option(names = "--home", description = "The source tree.", defaultValue = "${sys:dotgate.home:-.}", hidden = true)
    private Path home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path file = config == null ? usual() : config;
        try (Workshop workshop = new Workshop()) {
            Policy policy = workshop.read(file, directory);
            long octets = paths.stream().mapToLong(MailFiles::octets).sum();
            ProgressBar progress =
                    new ProgressBar(spec.commandLine().getErr(), ProgressBar.isWatched(), octets, System::nanoTime);
            Judgement judgement = new Judgement(policy, workshop, Client.at(client).helo(helo).build(),
                    new Envelope(sender, recipients), json ? new JsonTelling(out) : new PlainTelling(out), progress);
            if (!json) {
                out.println("Judged by " + file + ":");
            }
            for (Path path : paths) {
                MailFiles.read(path, judgement);
            }
            policy.dot().retire();
            boolean accepted = judgement.summary();
            if (judgement.isEmpty()) {
                throw new Failure("there is no message in " + paths.stream().map(Path::toString).collect(Collectors.joining(", ")));
            }
            return accepted ? 0 : 1;
        } catch (SettingsException e) {
            throw new Failure(e.getMessage());
        }
    }

    private Path usual() {
        Path sample = home.resolve("conf-samples").resolve("dotgate.ini");
        if (Files.exists(CONFIG) || !Files.exists(sample)) {
            return CONFIG;
        }
        return sample;
    }
}
