package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Docker engine, started and ended by the test, in a network of its own: {@code src/test/docker/engine.sh} tells how. Its
 * images are those that the documentation names, made here. Belongs to one thread at a time.
 */
final class DockerEngine implements AutoCloseable {
    /** Where the machine of the engine is found by those who send mail to it. */
    static final String MACHINE = "198.51.100.1";
    /** Where a Redis server can listen that has the name of {@link #REDIS}. */
    static final String REDIS_ADDRESS = "198.51.100.2";
    static final String REDIS = "redis.example.org";

    private static final Path SCRIPTS = Path.of("src/test/docker").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 240;
    private static final long INSTALL_SECONDS = 540;

    private final Path folder;
    private final ControlGroup group = new ControlGroup("dotgate-engine");
    private final Process engine;
    private Process dns;

    private DockerEngine(Path folder) throws IOException {
        this.folder = folder;
        engine = new ProcessBuilder("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
                "sh", SCRIPTS.resolve("engine.sh").toString(), folder.toString(), group.name())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    }

    /** Starts one and makes the images; where that cannot be, {@link Needed#orSkip}. */
    static DockerEngine orSkip(Path folder) throws Exception {
        Needed.orSkip(Needed.isRoot(), "A Docker engine in namespaces of its own only starts for root");
        install();
        DockerEngine engine = new DockerEngine(Files.createDirectories(folder));
        try {
            engine.await();
            Path images = Files.createDirectory(folder.resolve("images"));
            engine.run(images, SCRIPTS.resolve("images.sh") + " " + images + " " + System.getProperty("java.home") + " "
                    + System.getProperty("james.classpath") + " " + System.getProperty("james.conf"));
            return engine;
        } catch (Throwable e) {
            RunningProgram.closeAfter(e, engine);
            throw e;
        }
    }

    /** Whatever is missing. */
    private static void install() throws IOException, InterruptedException {
        Path said = Files.createTempFile("install", null);
        try (RunningProgram install = RunningProgram.start(said, "sh", SCRIPTS.resolve("install.sh").toString())) {
            boolean ended = install.process().waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
            Needed.orSkip(ended && install.process().exitValue() == 0,
                    "To try the samples for Docker, run bundle/src/test/docker/install.sh:\n" + install.said());
        } finally {
            Files.delete(said);
        }
    }

    private void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (end(shell(folder, "docker version")) != 0) {
            assertThat(engine.waitFor(100, TimeUnit.MILLISECONDS)).as(() -> "ended: " + logged()).isFalse();
            assertThat(System.nanoTime()).as(() -> "the time until the engine answers: " + logged()).isLessThan(deadline);
        }
        if (end(shell(folder, "docker compose version")) != 0) {
            Path plugins = Files.createDirectories(folder.resolve("client/cli-plugins"));
            Files.copy(SCRIPTS.resolve("compose-plugin.sh"), plugins.resolve("docker-compose"), StandardCopyOption.COPY_ATTRIBUTES);
        }
        dns = inside(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), InsideDns.class.getName(), "198.51.100.53", REDIS, "A " + REDIS_ADDRESS));
        assertThat(new Spoken(dns).line()).startsWith("ready");
    }

    /** What it and what starts it have said, as far as they have. */
    private String logged() {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("said", "engine.log")) {
            try {
                all.append(Files.readString(folder.resolve(name)));
            } catch (IOException e) {
                all.append("no ").append(name).append('\n');
            }
        }
        return all.toString();
    }

    /** Runs shell commands in a folder to their end, which must be a good one, and gives what they said. */
    String run(Path here, String commands) throws IOException, InterruptedException {
        Process process = shell(here, commands);
        int exit = end(process);
        String said = said();
        assertThat(exit).as("%s%n%s", commands, said).isZero();
        return said;
    }

    /** Runs a command that goes on until it has said something; gives what it has said by then. */
    String follow(Path here, String command, String part) throws IOException, InterruptedException {
        Process process = shell(here, command);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!said().contains(part)) {
                assertThat(System.nanoTime()).as("the time until '%s': %s", part, said()).isLessThan(deadline);
                assertThat(process.waitFor(100, TimeUnit.MILLISECONDS) && !said().contains(part)).as("ended: %s", said()).isFalse();
            }
            return said();
        } finally {
            destroy(process);
        }
    }

    /** Lays a file where only the engine and its containers have it. */
    void place(Path file, String path) throws IOException, InterruptedException {
        String into = Path.of(path).getParent().toString();
        run(folder, "nsenter --target " + first() + " --mount sh -ec 'mkdir -p " + into + " && cp " + file + " " + path + "'");
    }

    /** A connection to a port as strangers have it, or to one of a container. */
    Process connect(String address, int port) throws IOException {
        return inside(List.of("busybox", "nc", address, Integer.toString(port)));
    }

    private Process inside(List<String> program) throws IOException {
        List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(first()), "--net", "--"));
        words.addAll(program);
        return new ProcessBuilder(words).redirectError(folder.resolve("inside").toFile()).start();
    }

    /** The first process in the namespaces. */
    private long first() {
        return engine.children().findFirst().orElseThrow(() -> new AssertionError("the engine has ended")).pid();
    }

    private Process shell(Path here, String commands) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(here.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("shell").toFile());
        shell.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                (path, java) -> java + File.pathSeparator + path);
        shell.environment().put("DOCKER_HOST", "unix://" + folder.resolve("engine.sock"));
        shell.environment().put("DOCKER_CONFIG", folder.resolve("client").toString());
        return shell.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("shell"));
    }

    private static int end(Process process) throws InterruptedException {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            destroy(process);
        }
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Ends it with all its containers, and leaves nothing behind but files in its folder. */
    @Override
    public void close() throws IOException {
        try {
            end(shell(folder, "docker ps --all --quiet | xargs --no-run-if-empty docker rm --force"));
            if (dns != null) {
                dns.destroy();
            }
            engine.getOutputStream().close();
            engine.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // takes all that is in its namespaces along
            engine.destroyForcibly();
            group.remove();
        }
    }
}
