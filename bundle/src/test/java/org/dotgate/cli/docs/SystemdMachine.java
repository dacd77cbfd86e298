package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A systemd that has booted in a container: the files of this machine, none of which it can change, a network with nothing in it
 * but loopback, and none of this machine's services. Needs root. Whatever is mounted for it is seen by nobody else, and goes with
 * it. Belongs to one test.
 */
final class SystemdMachine implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final String TARGET = "dotgate-test.target";

    /** Its folder, the top of the source tree, the JDK. Runs with mounts of its own. */
    private static final String BOOT = """
            folder=$1 top=$2 jdk=$3
            mount -t tmpfs tmpfs "$folder"
            mkdir "$folder/changed" "$folder/work" "$folder/root"
            mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/changed,workdir=$folder/work" "$folder/root"
            ln -sfn "$jdk/bin/java" "$folder/root/usr/bin/java"
            printf '[Unit]\\nRequires=basic.target\\nAfter=basic.target\\n' >"$folder/root/etc/systemd/system/TARGET"
            set -- --bind-ro="$top" --bind-ro="$jdk"
            if [ ! -d /run/systemd/system ]; then
                # no systemd here to tell of the container, and nobody else's /run to leave anything in
                mount -t tmpfs tmpfs /run
                set -- "$@" --keep-unit
            fi
            exec systemd-nspawn "$@" --quiet --directory="$folder/root" --machine="dotgate-$$" --register=no --private-network \\
                --link-journal=no --console=pipe --boot systemd.unit=TARGET
            """.replace("TARGET", TARGET);

    private final Path folder;
    private final RunningProgram nspawn;
    private final String leader;

    private SystemdMachine(Path folder, RunningProgram nspawn) {
        this.folder = folder;
        this.nspawn = nspawn;
        nspawn.awaitThat("the container begins", () -> nspawn.process().children().findAny().isPresent());
        this.leader = Long.toString(nspawn.process().children().findAny().orElseThrow().pid());
    }

    static SystemdMachine boot(Path folder) throws IOException, InterruptedException {
        SystemPrograms.find("systemd-nspawn", "systemd-container");
        assertThat(System.getProperty("user.name")).as("a systemd boots for root only").isEqualTo("root");
        RunningProgram nspawn = RunningProgram.start(folder.resolve("nspawn.said"), "unshare", "--mount", "--propagation", "private",
                "sh", "-e", "-c", BOOT, "sh", Files.createDirectory(folder.resolve("machine")).toString(), Page.TOP.toString(),
                System.getProperty("java.home"));
        try {
            SystemdMachine machine = new SystemdMachine(folder, nspawn);
            nspawn.awaitThat("systemd is up", () -> machine.tryOut("systemctl is-active " + TARGET).equals("active\n"));
            return machine;
        } catch (Exception | Error e) {
            nspawn.close();
            throw e;
        }
    }

    /** What a shell of root's says to commands there, all of which must end well. */
    String run(String commands) throws IOException, InterruptedException {
        return shell(commands, true);
    }

    /** What a shell of root's says to commands there, however they end. */
    String tryOut(String commands) throws IOException, InterruptedException {
        return shell(commands, false);
    }

    private String shell(String commands, boolean must) throws IOException, InterruptedException {
        ProcessBuilder shell = inside(List.of("--mount", "--uts", "--ipc", "--net", "--pid"), "sh", "-e", "-c", commands);
        shell.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try (RunningProgram program = RunningProgram.start(folder.resolve("shell.said"), shell)) {
            assertThat(program.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(commands).isTrue();
            if (must) {
                assertThat(program.process().exitValue()).as("%s%n%s", commands, program.said()).isZero();
            }
            return program.said();
        }
    }

    /** A program of this machine that sees the container's network in place of ours. */
    ProcessBuilder inNetwork(String... command) {
        return inside(List.of("--net"), command);
    }

    private ProcessBuilder inside(List<String> namespaces, String... command) {
        List<String> line = new ArrayList<>(List.of("nsenter", "--target", leader));
        line.addAll(namespaces);
        line.add("--");
        line.addAll(List.of(command));
        return new ProcessBuilder(line);
    }

    /** Writes a file there; its folder is made. */
    void write(String path, String text) throws IOException {
        Path file = Path.of("/proc", leader, "root", path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        nspawn.close();
    }
}
