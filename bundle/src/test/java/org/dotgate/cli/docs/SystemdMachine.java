package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A systemd that has booted in a container: the files of this machine, none of which it can change, a network with nothing in it
 * but loopback, and none of this machine's services. Needs root. Whatever is mounted for it is seen by nobody else, and goes with
 * it. Belongs to one test.
 */
final class SystemdMachine implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final String TARGET = "dotgate-test.target";
    /** Its number here, then that in its own namespace. */
    private static final Pattern FIRST = Pattern.compile("(?m)^NSpid:.*\\t1$");

    /** Its folder, the top of the source tree, the JDK, a name for its control group. Runs with mounts of its own. */
    private static final String BOOT = """
            folder=$1 top=$2 jdk=$3 group=$4
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
                # nor to keep what is made of control groups apart
                for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
                    if [ -e "$hierarchy/cgroup.procs" ]; then
                        mkdir "$hierarchy/$group"
                        echo $$ >"$hierarchy/$group/cgroup.procs"
                    fi
                done
            fi
            exec systemd-nspawn "$@" --quiet --directory="$folder/root" --machine="dotgate-$$" --register=no --private-network \\
                --link-journal=no --console=pipe --boot systemd.unit=TARGET
            """.replace("TARGET", TARGET);

    private final Path folder;
    private final RunningProgram nspawn;
    private final ControlGroup group;
    private String leader;

    private SystemdMachine(Path folder) throws IOException {
        this.folder = folder;
        group = new ControlGroup("dotgate-machine");
        nspawn = RunningProgram.start(folder.resolve("nspawn.said"), "unshare", "--mount", "--propagation", "private",
                "sh", "-e", "-c", BOOT, "sh", Files.createDirectory(folder.resolve("machine")).toString(), Page.TOP.toString(),
                System.getProperty("java.home"), group.name());
    }

    /** One that is up; where there can be none, {@link Needed#orSkip}. */
    static SystemdMachine boot(Path folder) throws IOException, InterruptedException {
        Needed.orSkip(Needed.isRoot(), "A systemd boots for root only");
        SystemPrograms.find("systemd-nspawn", "systemd-container");
        SystemdMachine machine = new SystemdMachine(folder);
        try {
            machine.nspawn.awaitThat("systemd is up", machine::isUp);
            return machine;
        } catch (Exception | Error e) {
            RunningProgram.closeAfter(e, machine);
            throw e;
        }
    }

    private boolean isUp() throws IOException, InterruptedException {
        // looked for anew each time: before it there are others, which end
        Optional<ProcessHandle> found = nspawn.process().descendants().filter(SystemdMachine::isFirst).findFirst();
        if (found.isEmpty()) {
            return false;
        }
        leader = Long.toString(found.get().pid());
        return tryOut("systemctl is-active " + TARGET).equals("active\n");
    }

    /** Whether it is the systemd that is the first process of a container. */
    private static boolean isFirst(ProcessHandle process) {
        Path known = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readString(known.resolve("comm")).equals("systemd\n")
                    && FIRST.matcher(Files.readString(known.resolve("status"))).find();
        } catch (IOException e) {
            // has ended
            return false;
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
        group.remove();
    }
}
