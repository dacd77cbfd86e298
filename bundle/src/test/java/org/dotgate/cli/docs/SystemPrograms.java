package org.dotgate.cli.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the system that samples want. One that is missing is installed, where that can be done; else {@link Needed#orSkip}. */
final class SystemPrograms {
    private static final String SCRIPTS = "integration-tests/scripts/";
    private static final int PATIENCE_MINUTES = 9;

    private SystemPrograms() {}

    /** One that a package of Debian's brings. */
    static String find(String name, String debianPackage) throws IOException, InterruptedException {
        return findOr(name, "install-servers.sh " + debianPackage);
    }

    /** A browser. */
    static String chromium() throws IOException, InterruptedException {
        String told = System.getenv("DOTGATE_CHROMIUM");
        return told == null || told.isEmpty() ? findOr("chromium", "install-chromium.sh") : told;
    }

    private static String findOr(String name, String install) throws IOException, InterruptedException {
        Optional<String> found = inPath(name);
        if (found.isEmpty()) {
            Path said = Files.createTempFile("install", null);
            try (RunningProgram script = RunningProgram.start(said, "sh", "-c", "exec sh " + Page.TOP.resolve(SCRIPTS) + "/" + install)) {
                script.process().waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
                found = inPath(name);
                Needed.orSkip(found.isPresent(),
                        name + " is missing, and this did not bring it: " + SCRIPTS + install + "\n" + script.said());
            } finally {
                Files.delete(said);
            }
        }
        return found.get();
    }

    /** Also where only root's PATH looks. */
    private static Optional<String> inPath(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).map(Path::toString).findFirst();
    }
}
