package org.dotgate.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dotgate.cli.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dotgate demo}: boots a real James with Dotgate in it, sends it messages, and shows what became of them. */
@Command(
        name = "demo",
        description = "Boots a real Apache James with Dotgate in it on free ports of this machine, sends it a handful of"
                + " messages, and shows each SMTP dialogue and what was decided. Nothing leaves this machine.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 every message ended as expected, 1 one did not, or James did not start, 2 the command line was wrong."})
public final class Demo implements Callable<Integer> {
    private static final String DOMAIN = "dotgate.test";

    @Option(names = "--once", description = "End when all messages are decided, rather than stay up until Ctrl-C.")
    private boolean once;

    @Option(
            names = "--home",
            description = "The source tree of Dotgate, built. ./dotgate sets it.",
            defaultValue = "${sys:dotgate.home:-.}",
            hidden = true)
    private Path home;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Path root = home.toAbsolutePath().normalize();
        Path classpath = root.resolve("bundle/james/target/classpath");
        Path jar = root.resolve("bundle/target/dotgate.jar");
        if (!Files.exists(classpath) || !Files.exists(jar)) {
            throw new Failure("the demo runs from a source tree that has been built: start it as ./dotgate demo");
        }
        Files.createDirectories(root.resolve("target"));
        try (FileChannel lock = FileChannel.open(
                root.resolve("target/demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                throw new Failure("another demo is running from " + root);
            }
            return run(root, jar, Files.readString(classpath).trim());
        }
    }

    private int run(Path root, Path jar, String classpath) throws IOException, InterruptedException, Failure {
        int smtp = freePort();
        WebAdmin webAdmin = new WebAdmin(freePort());
        JamesFolder folder = JamesFolder.make(
                root.resolve("target/demo"), root.resolve("conf-samples"), jar, smtp, webAdmin.root().getPort());
        say("Laid out James's folder in " + folder.root());
        try (JamesServer james = JamesServer.start(folder, classpath)) {
            // Ctrl-C must not leave James behind
            Runtime.getRuntime().addShutdownHook(new Thread(james::close, "dotgate-demo-end"));
            boot(james, webAdmin);
            List<Scenario> scenarios = Scenario.all();
            prepare(webAdmin, scenarios);
            List<Outcome> outcomes = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                outcomes.add(new Stage(smtp, DOMAIN, webAdmin, folder.log(), out).play(scenario, outcomes.size() + 1));
            }
            boolean expected = Outcome.print(outcomes, out);
            if (!once) {
                say("");
                say("James stays up: SMTP on 127.0.0.1:" + smtp + ", WebAdmin on " + webAdmin.root() + ", its log in "
                        + folder.log());
                say("Recipients are ann, bob, carla, dan and eve, each @" + DOMAIN + ". Ctrl-C ends it.");
                james.awaitEnd();
            }
            return expected ? 0 : 1;
        }
    }

    private void boot(JamesServer james, WebAdmin webAdmin) throws IOException, InterruptedException, Failure {
        long start = System.nanoTime();
        out.print("Booting James ");
        out.flush();
        try {
            james.awaitUp(webAdmin, () -> {
                out.print(".");
                out.flush();
            });
        } finally {
            out.println();
        }
        say(String.format(Locale.ROOT, "James is up after %.1f s", (System.nanoTime() - start) / 1e9));
    }

    private static void prepare(WebAdmin webAdmin, List<Scenario> scenarios) throws IOException, InterruptedException {
        webAdmin.addDomain(DOMAIN);
        for (Scenario scenario : scenarios) {
            webAdmin.addUser(scenario.recipient() + "@" + DOMAIN);
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
