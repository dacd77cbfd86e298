package org.dotgate.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A copy of the source tree, in which commands can be typed that build: in the tree itself they would write what the build that
 * runs the tests reads. What that build has made of Dotgate is copied too, with its times, so that {@code ./dotgate} makes it
 * anew only if it is older than its sources.
 */
final class SourceTree {
    /** The top of the tree that is copied. */
    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> LEFT_OUT = Set.of("target", ".git");
    private static final List<String> BUILT = List.of("bundle/target/dotgate.jar", "bundle/james/target/classpath");
    private static final long PATIENCE_SECONDS = 240;
    private static final long INSTALL_SECONDS = 540;
    private static final long END_SECONDS = 15;

    private final Path top;

    private SourceTree(Path top) {
        this.top = top;
    }

    /** @param to the folder to be made for it */
    static SourceTree copy(Path to) throws IOException {
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(TOP.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !LEFT_OUT.contains(file.getFileName().toString())) {
                    Files.copy(file, to.resolve(TOP.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        for (String built : BUILT) {
            if (Files.exists(TOP.resolve(built))) {
                Files.createDirectories(to.resolve(built).getParent());
                Files.copy(TOP.resolve(built), to.resolve(built), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        // where the build that runs this one has put what both need
        Files.createDirectories(to.resolve(".mvn"));
        Files.writeString(to.resolve(".mvn/maven.config"), "-Dmaven.repo.local=" + System.getProperty("maven.local.repository") + "\n");
        return new SourceTree(to);
    }

    /** A file or folder of it. */
    Path path(String name) {
        return top.resolve(name);
    }

    /** Files in a folder of it whose names end so. */
    List<Path> files(String folder, String end) throws IOException {
        try (var files = Files.list(path(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().collect(Collectors.toList());
        }
    }

    /**
     * Types something into a shell at its top, as a rehearsal; it must end with 0.
     *
     * @return what it prints
     */
    String type(String commands) throws IOException, InterruptedException {
        return run(top, PATIENCE_SECONDS, "sh", "-e", "-c", commands);
    }

    /** Has a script of the tree itself run, which installs something. */
    static void install(String script) throws IOException, InterruptedException {
        run(TOP, INSTALL_SECONDS, "sh", script);
    }

    private static String run(Path folder, long seconds, String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", null);
        try {
            ProcessBuilder shell = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            String java = System.getProperty("java.home");
            shell.environment().merge("PATH", Path.of(java, "bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
            shell.environment().put("JAVA_HOME", java);
            shell.environment().put("DOTGATE_REHEARSAL", "yes");
            Process process = shell.start();
            try {
                assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
                        .as("%s%nis not done after %d s%n%s", List.of(command), seconds, Files.readString(said)).isTrue();
            } finally {
                end(process);
            }
            assertThat(process.exitValue()).as("%s%n%s", List.of(command), Files.readString(said)).isZero();
            return Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }

    /** With all that it has started; politely first, since a measurement ends its servers then, and removes its folders. */
    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().collect(Collectors.toList()));
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
