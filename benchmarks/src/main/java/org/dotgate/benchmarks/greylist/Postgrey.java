package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dotgate.benchmarks.files.TemporaryFolder;
import org.dotgate.benchmarks.james.Port;

/**
 * A postgrey of its own, on a free port of the loopback address, with its database in a temporary folder and empty white
 * lists, which logs nothing. Closing it ends it. Owned by one thread.
 */
final class Postgrey implements AutoCloseable {
    private static final long START_NANOS = Duration.ofSeconds(20).toNanos();
    private static final int END_SECONDS = 5;
    private static final long POLL_MILLIS = 50;

    private final Process process;
    private final InetSocketAddress address;
    private final TemporaryFolder folder;
    /** For a measurement that is broken off, which must not leave a server behind. */
    private final Thread atExit;

    private Postgrey(Process process, InetSocketAddress address, TemporaryFolder folder) {
        this.process = process;
        this.address = address;
        this.folder = folder;
        this.atExit = new Thread(process::destroy);
    }

    /** Where the program is, if it is installed. */
    static Optional<Path> program() {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        // not on everybody's path, but where Debian puts it
        folders.add("/usr/sbin");
        return folders.stream().filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "postgrey")).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param folder for its database; removed when it is closed
     * @param delay how long a first attempt has to wait, in whole seconds
     */
    static Postgrey start(Path program, TemporaryFolder folder, Duration delay) throws IOException, InterruptedException {
        InetSocketAddress address = Port.free();
        Path nobody = Files.createFile(folder.path().resolve("nobody"));
        Path database = Files.createDirectory(folder.path().resolve("db"));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--inet=127.0.0.1:" + address.getPort(),
                        "--dbdir=" + database,
                        "--pidfile=" + folder.path().resolve("pid"),
                        "--user=" + told("id", "-un"),
                        "--group=" + told("id", "-gn"),
                        "--delay=" + delay.toSeconds(),
                        "--whitelist-clients=" + nobody,
                        "--whitelist-recipients=" + nobody,
                        "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(folder.path().resolve("out").toFile())
                .start();
        Postgrey postgrey = new Postgrey(process, address, folder);
        Runtime.getRuntime().addShutdownHook(postgrey.atExit);
        long deadline = System.nanoTime() + START_NANOS;
        while (!postgrey.listens()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                String said = Files.readString(folder.path().resolve("out"));
                postgrey.close();
                throw new IOException("postgrey did not come up: " + said.strip());
            }
        }
        return postgrey;
    }

    /** What a short command prints. */
    private static String told(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String text = new String(process.getInputStream().readNBytes(1024), StandardCharsets.UTF_8).strip();
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        return text;
    }

    private boolean listens() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
        folder.close();
    }
}
