package org.dotgate.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.cli.Failure;

/** Where a {@link Scenario} is played: a running James, and where its traces show. One scenario at a time. */
final class Stage {
    private static final String SENDER = "sender@elsewhere.test";
    private static final String KEPT = "dotgate-kept";
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(8);
    private static final String SEPARATOR = " - ";
    /** Which message a line is about, which goes without saying here. */
    private static final Pattern WHICH = Pattern.compile("^message \\S+ from <[^>]*> at [^\\]]*]: ");
    /** What ends a line for programs to read. */
    private static final Pattern FIELDS = Pattern.compile(" at=[A-Z]+ session=\\S+ message=.*$");
    private static final String LOGGER = " org.dotgate.";

    private final int port;
    private final String domain;
    private final WebAdmin webAdmin;
    private final Path log;
    private final PrintStream out;

    /**
     * @param port where SMTP listens
     * @param domain the domain of the recipients
     * @param log James's log
     * @param out where the dialogue is shown
     */
    Stage(int port, String domain, WebAdmin webAdmin, Path log, PrintStream out) {
        this.port = port;
        this.domain = domain;
        this.webAdmin = webAdmin;
        this.log = log;
        this.out = out;
    }

    /** Sends the message and finds out what became of it. */
    Outcome play(Scenario scenario, int number) throws IOException, InterruptedException, Failure {
        String recipient = scenario.recipient() + "@" + domain;
        int kept = webAdmin.repository(KEPT);
        long logged = Files.size(log);
        out.println();
        out.println(number + ". " + scenario.title());
        String reply = dialogue(scenario, recipient);
        return outcome(scenario, recipient, reply, kept, logged);
    }

    private String dialogue(Scenario scenario, String recipient) throws IOException, InterruptedException, Failure {
        try (SmtpClient client = new SmtpClient(port, out)) {
            client.command("EHLO elsewhere.test", "250");
            client.command("MAIL FROM:<" + SENDER + ">", "250");
            client.command("RCPT TO:<" + recipient + ">", "250");
            client.command("DATA", "354");
            boolean quits = scenario.client() == Scenario.Client.QUITS;
            client.message(scenario.message(), quits ? "QUIT" : null);
            if (scenario.client() == Scenario.Client.DROPS) {
                Thread.sleep(TimeUnit.SECONDS.toMillis(1));
                client.drop();
                return "";
            }
            String reply = client.reply().orElse("");
            if (quits) {
                client.reply();
            } else {
                client.command("QUIT", "221");
            }
            return reply;
        }
    }

    /** Delivery comes a little after the reply, so this looks until the message is somewhere, or eight seconds are over. */
    private Outcome outcome(Scenario scenario, String recipient, String reply, int kept, long logged)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE;
        while (true) {
            Scenario.Place place = place(recipient, kept);
            // nothing can follow a refusal of which no copy is to be kept; a message that is to vanish gets all the time
            boolean refused = reply.startsWith("5") && scenario.place() == Scenario.Place.NOWHERE;
            if (place != Scenario.Place.NOWHERE || refused || System.nanoTime() > deadline) {
                return new Outcome(scenario, reply, place, reasons(logged));
            }
            Thread.sleep(200);
        }
    }

    private Scenario.Place place(String recipient, int kept) throws IOException, InterruptedException {
        if (webAdmin.inbox(recipient) > 0) {
            return Scenario.Place.DELIVERED;
        }
        return webAdmin.repository(KEPT) > kept ? Scenario.Place.KEPT : Scenario.Place.NOWHERE;
    }

    private List<String> reasons(long from) throws IOException {
        byte[] octets = Files.readAllBytes(log);
        String since = new String(octets, (int) from, octets.length - (int) from, StandardCharsets.UTF_8);
        return since.lines()
                .filter(line -> line.contains(LOGGER) && line.contains(SEPARATOR))
                .map(line -> line.substring(line.indexOf(SEPARATOR) + SEPARATOR.length()))
                .map(line -> WHICH.matcher(line).replaceFirst(""))
                .map(line -> FIELDS.matcher(line).replaceFirst(""))
                .collect(Collectors.toList());
    }
}
