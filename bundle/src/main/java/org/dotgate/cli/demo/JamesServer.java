package org.dotgate.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dotgate.cli.Failure;

/** A James memory server in a process of its own. Thread-safe. */
final class JamesServer implements AutoCloseable {
    private static final String MAIN = "org.apache.james.MemoryJamesServerMain";
    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int TAIL = 30;

    private final Process process;
    private final JamesFolder folder;

    private JamesServer(Process process, JamesFolder folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts it; it is not up yet when this returns.
     *
     * @param classpath James's own class path, as the build writes it
     */
    static JamesServer start(JamesFolder folder, String classpath) throws IOException {
        Path root = folder.root();
        Path arguments = root.resolve("java.args");
        // 313 JARs are too long for a command line on some systems
        Files.write(arguments, List.of("-cp", '"' + classpath.replace("\\", "\\\\") + '"'), StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dworking.directory=" + root,
                        "-Dlogback.configurationFile=" + folder.conf().resolve("logback.xml"),
                        "-Dextra.props=" + folder.conf().resolve("jvm.properties"),
                        "@" + arguments,
                        MAIN)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile())
                .start();
        return new JamesServer(process, folder);
    }

    /**
     * Waits until it answers.
     *
     * @param progress called about four times a second meanwhile
     * @throws Failure with the end of its log, if it ends or takes longer than two minutes
     */
    void awaitUp(WebAdmin webAdmin, Runnable progress) throws IOException, InterruptedException, Failure {
        long deadline = System.nanoTime() + BOOT.toNanos();
        while (!webAdmin.isUp()) {
            if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
                throw new Failure("James ended with exit code " + process.exitValue() + ". The end of its log:\n" + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new Failure("James was not up after " + BOOT.toSeconds() + " s. The end of its log:\n" + tail());
            }
            progress.run();
        }
    }

    /** Waits until the process has ended. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** The last lines, without stack frames: what went wrong stands above dozens of them. */
    private String tail() throws IOException {
        List<String> lines = new String(Files.readAllBytes(folder.log()), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .collect(Collectors.toList());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** Ends it: politely, and by force where that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
