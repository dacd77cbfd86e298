package org.dotgate.cli.calloutd;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.cli.Failure;
import org.dotgate.dns.DnsSettings;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.StoreUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dotgate calloutd}: makes the call-outs in the background for every James that shares its store. */
@Command(
        name = "calloutd",
        description = "The callout server: makes the call-outs that need patience, for every James whose [store] is the same Redis"
                + " server and whose [callout] says 'server = redis'. Of the configuration only [store] and [callout] count; a"
                + " change needs a restart. Several may run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Ends with the signals TERM and INT, and gives back what it has in hand.",
            "Exit codes: 0 it has been ended by a signal, 1 something broke, 2 the command line was wrong, 78 the configuration is wrong."})
public final class Calloutd implements Callable<Integer> {
    /**
     * The configuration is wrong, which trying again does not mend; EX_CONFIG of sysexits.h. Not 1: that is how a JVM ends, too, which
     * cannot have its memory or meets an error that nobody expects, and there trying again may help.
     */
    private static final int WRONG_CONFIGURATION = 78;
    private static final long TOLD_EVERY_SECONDS = 60;
    private static final long LOOKED_EVERY_MILLIS = 100;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: ${DEFAULT-VALUE}).",
            defaultValue = "conf/dotgate.ini")
    private Path config;

    @Option(names = "--directory", paramLabel = "DIR", description = "Where a relative FILE begins (default: the current folder).")
    private Path directory;

    @Option(names = "--verbose", description = "Tell every answer in a line on standard output.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.log.org.dotgate", "info");
        }
        String name = name();
        CalloutServer server;
        try {
            server = start(name);
        } catch (SettingsException e) {
            throw new Failure(e.getMessage(), WRONG_CONFIGURATION);
        } catch (IllegalArgumentException e) {
            // the name of the resolver is not found, which may be so for a while only
            throw new Failure(e.getMessage());
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, ended), "dotgate-end"));
        watch(server, name, ended);
        return 0;
    }

    private CalloutServer start(String name) throws SettingsException {
        Path file = directory == null ? config : directory.resolve(config);
        IniFile ini = IniFile.read(file, file.toString());
        StoreSettings stored = StoreSettings.from(Section.of(ini, "store"));
        Section section = Section.of(ini, CalloutSettings.SECTION);
        CalloutSettings settings = CalloutSettings.from(section);
        if (StoreUrl.parse(stored.url()).folder().isPresent()) {
            throw stored.error("call-outs come to calloutd by way of a Redis server, and this is a folder. Name one here and in the"
                    + " files of all Jameses, such as redis://host:6379/0");
        }
        if (!settings.isEnabled()) {
            throw section.error("[callout] is not enabled, so nothing would come here; say 'enabled = yes' here and in the files of"
                    + " all Jameses");
        }
        if (settings.server() != CalloutSettings.Server.REDIS) {
            throw section.error(CalloutSettings.SERVER, "with 'embedded' James makes all call-outs itself, and nothing would come"
                    + " here; say 'server = redis' here and in the files of all Jameses");
        }
        tell("calloutd " + name + ": " + settings.probes() + " call-outs at a time from " + StoreUrl.parse(stored.url())
                + "; a mail exchanger gets " + settings.perMx().connections() + " connections at a time, and "
                + settings.perMx().perMinute() + " a minute, from all of us. A change of " + file + " needs a restart.");
        Consumer<String> told = verbose ? this::tell : null;
        return new CalloutServer(settings, DnsSettings.from(section).resolver(), stored, name, told);
    }

    /** Tells when work is taken, and every minute while something is wrong. */
    private void watch(CalloutServer server, String name, CountDownLatch ended) throws InterruptedException {
        boolean ready = false;
        long told = System.nanoTime();
        while (!ended.await(LOOKED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!ready && server.isReady()) {
                ready = true;
                tell("calloutd " + name + ": ready");
            }
            if (System.nanoTime() - told >= TimeUnit.SECONDS.toNanos(TOLD_EVERY_SECONDS)) {
                told = System.nanoTime();
                server.problem().ifPresent(problem -> {
                    PrintWriter err = spec.commandLine().getErr();
                    err.println("calloutd " + name + ": " + problem);
                    err.flush();
                });
            }
        }
    }

    private void end(CalloutServer server, CountDownLatch ended) {
        server.close();
        ended.countDown();
        tell("calloutd: ended");
        // as it was asked to: without this the code would tell of the signal
        Runtime.getRuntime().halt(0);
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "calloutd";
        }
        return host + "-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
