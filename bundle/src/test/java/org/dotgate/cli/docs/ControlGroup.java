package org.dotgate.cli.docs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group for what a test starts, which outlives its processes unless it is removed. In each hierarchy of the machine,
 * of version 1 or 2, it is at the top.
 */
final class ControlGroup {
    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;

    /** @param name is told from those of other tests, and of other runs, by what is added */
    ControlGroup(String name) {
        this.name = name + "-" + ProcessHandle.current().pid();
    }

    String name() {
        return name;
    }

    /** With all that is in it; waits for processes that are about to end. */
    void remove() {
        await("the control group is empty").atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            boolean gone = true;
            for (Path group : groups()) {
                gone &= removed(group);
            }
            return gone;
        });
    }

    /** Inner ones first. */
    private List<Path> groups() throws IOException {
        List<Path> groups = new ArrayList<>();
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                if ((folder + "/").contains("/" + name + "/")) {
                    groups.add(folder);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // others come and go meanwhile
                return FileVisitResult.CONTINUE;
            }
        });
        return groups;
    }

    /** The files in it are the kernel's, and go with it. */
    private static boolean removed(Path group) {
        return !Files.exists(group) || group.toFile().delete();
    }
}
