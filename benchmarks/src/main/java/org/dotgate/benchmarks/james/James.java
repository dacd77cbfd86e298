package org.dotgate.benchmarks.james;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dotgate.benchmarks.table.Scale;

/** A James memory server in a process of its own, which closing it ends. Owned by one thread. */
public final class James implements AutoCloseable {
    private static final String MAIN = "org.apache.james.MemoryJamesServerMain";
    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final int TAIL = 20;
    /** Up sooner, and sooner at rest. */
    private static final List<String> REHEARSED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final JamesFolder folder;
    private final Vitals vitals;
    private final boolean politely;
    /** For a measurement that is broken off, which must not leave a server behind. */
    private final Thread atExit;

    private James(Process process, JamesFolder folder, Vitals vitals, boolean politely, Thread atExit) {
        this.process = process;
        this.folder = folder;
        this.vitals = vitals;
        this.politely = politely;
        this.atExit = atExit;
    }

    /**
     * Boots one.
     *
     * @param home where the project was built
     * @param mailets what happens to accepted mail
     * @param files further files, by their path below its working directory
     * @throws IOException if it does not come up, with the end of its log
     */
    public static James boot(Home home, Mailets mailets, List<Port> ports, Map<String, String> files)
            throws IOException, InterruptedException {
        JamesFolder folder = JamesFolder.make(home.jar(), mailets, ports, files);
        int jmx = Port.free().getPort();
        Process process = start(home, mailets, folder, jmx);
        // a recording is written at the end; else all of it may be thrown away at once
        boolean politely = !home.jamesOptions().isEmpty();
        Thread atExit = new Thread(() -> end(process, folder, politely));
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            awaitUp(process, folder, ports);
            return new James(process, folder, Vitals.of(jmx), politely, atExit);
        } catch (IOException | InterruptedException | RuntimeException e) {
            forget(atExit);
            end(process, folder, politely);
            throw e;
        }
    }

    private static Process start(Home home, Mailets mailets, JamesFolder folder, int jmx) throws IOException {
        Path root = folder.root();
        Path arguments = root.resolve("java.args");
        Files.writeString(arguments, "-cp \"" + home.jamesClassPath().replace("\\", "\\\\") + "\"\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + mailets.heap(),
                "-Dworking.directory=" + root,
                "-Dlogback.configurationFile=" + root.resolve("conf/logback.xml"),
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + jmx,
                "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false"));
        if (Scale.asked(false) == Scale.REHEARSAL) {
            command.addAll(REHEARSED);
        }
        command.addAll(home.jamesOptions());
        command.addAll(List.of("@" + arguments, MAIN));
        return new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("james.out").toFile())
                .start();
    }

    private static void awaitUp(Process process, JamesFolder folder, List<Port> ports)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BOOT.toNanos();
        for (Port port : ports) {
            while (!listens(port.address())) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                    throw new IOException("James did not come up. The end of its log:\n" + tail(folder));
                }
            }
        }
    }

    private static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String tail(JamesFolder folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : List.of(folder.root().resolve("james.out"), folder.log())) {
            if (Files.exists(file)) {
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines()
                        .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                        .forEach(lines::add);
            }
        }
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    public Vitals vitals() {
        return vitals;
    }

    @Override
    public void close() throws IOException {
        try {
            vitals.close();
        } finally {
            forget(atExit);
            end(process, folder, politely);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // this JVM is ending, and the hook runs already
            Thread.currentThread().interrupt();
        }
    }

    /** By force where politeness does not help, too. */
    private static void end(Process process, JamesFolder folder, boolean politely) {
        if (politely) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            folder.close();
        } catch (IOException e) {
            System.err.println("bench: " + folder.root() + " could not be removed: " + e.getMessage());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
