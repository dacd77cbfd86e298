package org.dotgate.benchmarks.james;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the build made, and how James is to be started. Immutable.
 *
 * @param jar Dotgate's
 * @param jamesClassPath a James memory server with the libraries it was released with
 * @param jamesOptions further options for James's JVM
 */
public record Home(Path jar, String jamesClassPath, List<String> jamesOptions) {
    /**
     * Finds them below the folder the property {@code dotgate.home} names, or else the current one. The property
     * {@code dotgate.bench.james} holds further options for James's JVM, such as a recording's.
     *
     * @throws IOException if something is not built yet
     */
    public static Home find() throws IOException {
        Path home = Path.of(System.getProperty("dotgate.home", ""));
        Path jar = home.resolve("bundle/target/dotgate.jar");
        Path classPath = home.resolve("bundle/james/target/classpath");
        for (Path built : List.of(jar, classPath)) {
            if (!Files.isRegularFile(built)) {
                throw new IOException(built.toAbsolutePath() + " is missing: start this with ./dotgate bench, which builds it");
            }
        }
        String options = System.getProperty("dotgate.bench.james", "").strip();
        return new Home(jar, Files.readString(classPath).strip(), options.isEmpty() ? List.of() : List.of(options.split(" +")));
    }

    /** James's version, as its class path tells. */
    public String jamesVersion() {
        Matcher memoryApp = Pattern.compile("james-server-memory-app-([0-9.]+)\\.jar").matcher(jamesClassPath);
        return memoryApp.find() ? memoryApp.group(1) : "of unknown version";
    }
}
