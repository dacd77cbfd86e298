package org.dotgate.filter.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process and all that came of it. Descendants are found by parentage; on Linux, where an orphan's parentage is lost,
 * also by a mark in the environment that they have inherited. Finding them reads the whole of /proc, some milliseconds,
 * so it is done only to end them. Thread-safe: its lock is the object itself.
 */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final int MAX_ENVIRONMENT = 1 << 20;

    private final ProcessHandle root;
    private final String mark;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /** @param mark a variable of the root's environment, {@code NAME=value}, that no other process has; ASCII */
    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.mark = mark;
        seen.add(root);
    }

    /** Sends TERM to all; the root first, lest it go on to its next command when it sees a child end. */
    synchronized void terminate() {
        look();
        seen.forEach(ProcessHandle::destroy);
    }

    /**
     * Sends KILL to all that are there or ever were seen.
     *
     * @return whether any of them was still there
     */
    synchronized boolean kill() {
        look();
        boolean any = false;
        for (ProcessHandle member : seen) {
            any |= member.isAlive() && member.destroyForcibly();
        }
        return any;
    }

    private void look() {
        root.descendants().forEach(seen::add);
        for (ProcessHandle known : List.copyOf(seen)) {
            known.children().forEach(seen::add);
        }
        if (Files.isDirectory(PROC.resolve("self"))) {
            seen.addAll(marked());
        }
    }

    private List<ProcessHandle> marked() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                // the handle first: it remembers the start time, so that a number used anew is not mistaken
                Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
                if (handle.isPresent() && hasMark(process.resolve("environ"))) {
                    found.add(handle.get());
                }
            }
        } catch (IOException | NumberFormatException e) {
            // what parentage has found must do
        }
        return found;
    }

    private boolean hasMark(Path environment) {
        try (InputStream in = Files.newInputStream(environment)) {
            String variables = new String(in.readNBytes(MAX_ENVIRONMENT), StandardCharsets.ISO_8859_1);
            return variables.startsWith(mark + "\0") || variables.contains("\0" + mark + "\0");
        } catch (IOException e) {
            // another user's process, or one that has just ended
            return false;
        }
    }
}
