package org.dotgate.cli.callout;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dotgate.callout.CalloutFacts;
import org.dotgate.callout.CalloutRecord;
import org.dotgate.callout.CalloutRecord.Attempt;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.SmtpProber;
import org.dotgate.callout.probe.Timeouts;
import org.dotgate.callout.route.DnsRoutes;
import org.dotgate.cli.AddressConverter;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.ProgressBar;
import org.dotgate.cli.james.Installation;
import org.dotgate.dns.DnsSettings;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.filter.LogText;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dotgate callout probe}: asks about one address, from this machine and now, and shows the dialogue. */
@Command(
        name = "probe",
        description = "Asks the mail exchangers of an address whether they would take mail for it, from this machine, and shows"
                + " the dialogue, the answer and why. No mail is sent, and nothing is remembered. Strangers' servers are asked: do"
                + " it sparingly.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ProbeCommand.NOT_ASKED,
        footer = {"", "Exit codes: 0 the address takes mail (found, catch_all), 1 it does not (not_found, unroutable), 2 the command"
                + " line was wrong, 3 nothing is known of it (refused, unknown), 4 nobody could be asked."})
final class ProbeCommand implements Callable<Integer> {
    static final int NOT_ASKED = 4;

    private static final int NOTHING_KNOWN = 3;
    private static final Path CONFIG = Path.of("conf", "dotgate.ini");

    @Parameters(paramLabel = "ADDRESS", converter = AddressConverter.class, description = "The address.")
    private String address;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, of which [callout] counts. Default: conf/dotgate.ini; where there is none, all keys"
                    + " have their defaults.")
    private Path config;

    @Option(names = "--hard", description = "With the long time-outs of the background, instead of those while a client waits.")
    private boolean hard;

    @Option(
            names = "--helo",
            paramLabel = "NAME",
            description = "What we call ourselves. Default: [callout] helo, else the name of this machine.")
    private String helo;

    @Option(names = "--json", description = "One JSON object, as WebAdmin tells what is remembered of an address.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        try (Installation installation = installation()) {
            CalloutSettings settings = CalloutSettings.from(installation.section(CalloutSettings.SECTION));
            String resolver = DnsSettings.from(installation.section(DnsSettings.SECTION)).resolver();
            String domain = address.substring(address.lastIndexOf('@') + 1);
            if (settings.isOptedOut(domain)) {
                throw new Failure("[callout] opt-out says that this domain is not to be asked");
            }
            CalloutRecord found = record(settings, probe(settings, installation, resolver));
            if (json) {
                spec.commandLine().getOut().println(Json.line(CalloutFacts.explained(found, Optional.empty())));
            } else {
                tell(found);
            }
            Answer answer = found.answer();
            return answer.isGood() ? 0 : answer.rejects() ? 1 : NOTHING_KNOWN;
        } catch (SettingsException e) {
            throw new Failure(e.getMessage());
        }
    }

    private Installation installation() throws Failure {
        return config == null && !Files.exists(CONFIG)
                ? Installation.ofDefaults()
                : Installation.of(config == null ? CONFIG : config, null);
    }

    private ProbeResult probe(CalloutSettings settings, Installation installation, String resolver) throws Failure {
        Timeouts timeouts = hard ? settings.hard() : settings.soft();
        PrintWriter err = spec.commandLine().getErr();
        if (!json) {
            err.println("asking, for up to " + Values.show(timeouts.total()) + " …");
            err.flush();
        }
        ProbeRequest request = ProbeRequest.about(address)
                .helo(helo(settings))
                .senders(settings.senders())
                .timeouts(timeouts)
                .perMx(settings.perMx())
                .port(settings.port())
                .allowPrivate(settings.isAllowPrivate())
                .catchAll(settings.isCatchAll())
                .build();
        try (DnsjavaDns dns = new DnsjavaDns(resolver, installation.timer(), installation.workers());
                SmtpProber prober = new SmtpProber(new DnsRoutes(dns, installation.timer()), new LocalMxLimits(installation.timer()),
                        installation.timer(), new SecureRandom(), 1)) {
            ProgressBar progress = new ProgressBar(err, ProgressBar.isWatched(), timeouts.total().toMillis(), System::nanoTime);
            return new Onlooker(progress, System::nanoTime, this::line).await(onLine -> prober.probe(request, onLine));
        }
    }

    private void line(String said) {
        if (!json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("  " + LogText.safe(said));
            out.flush();
        }
    }

    private String helo(CalloutSettings settings) {
        if (helo != null) {
            return helo;
        }
        if (!settings.helo().isEmpty()) {
            return settings.helo();
        }
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private CalloutRecord record(CalloutSettings settings, ProbeResult result) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new CalloutRecord(address, result.answer(), hard ? Attempt.HARD : Attempt.SOFT, result.at(), result.mx(), now,
                now.plus(settings.ttl(result.answer())), result.reason(), result.transcript());
    }

    private void tell(CalloutRecord found) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println(LogText.safe(found.address()) + ": " + found.answer().text());
        out.println("  asked with " + found.attempt().text() + " time-outs; "
                + (found.mx().isEmpty() ? "no server has given the answer" : "told at " + found.at().text() + " by " + LogText.safe(found.mx())));
        out.println("  " + LogText.safe(found.reason()));
    }
}
