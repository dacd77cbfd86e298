package org.dotgate.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium that checks the page operators look at, driven by the scripts in {@code src/test/page}. Chromium is the
 * system's; what drives it is put into {@code target}. Whatever is missing is installed if this machine allows it.
 */
public final class Browser {
    private static final String DRIVER = "playwright-core@1.65.1";
    private static final Path HERE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    private static final Path INSTALLED = HERE.resolve("target/page");

    private final Path chromium;

    private Browser(Path chromium) {
        this.chromium = chromium;
    }

    /** What came of a run of checks. Immutable. */
    public static final class Outcome {
        private final int exit;
        private final String output;

        private Outcome(int exit, String output) {
            this.exit = exit;
            this.output = output;
        }

        public boolean passed() {
            return exit == 0;
        }

        /** A line for each check. */
        public String output() {
            return output;
        }
    }

    /** A browser; where there is none, the tests are skipped and say what to install, unless it is where all must run. */
    public static Browser orSkip() throws IOException, InterruptedException {
        try {
            return find();
        } catch (IOException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }

    /**
     * Finds a browser, or installs one.
     *
     * @throws IOException if there is none and none can be installed; its message says what to do
     */
    private static Browser find() throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            require(run(HERE, Map.of(), 540, "sh", "scripts/install-chromium.sh"), "Chromium");
            chromium = chromium();
        }
        if (!Files.isDirectory(INSTALLED.resolve("node_modules/playwright-core"))) {
            Files.createDirectories(INSTALLED);
            require(run(INSTALLED, Map.of(), 180, "npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund",
                    "--prefix", INSTALLED.toString(), DRIVER), DRIVER + " (with node and npm)");
        }
        return new Browser(chromium.orElseThrow(() -> new IOException("Chromium was installed and is not to be found")));
    }

    private static Optional<Path> chromium() {
        String told = System.getenv("DOTGATE_CHROMIUM");
        return Stream.of(told == null ? "" : told, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(name -> !name.isEmpty()).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private static void require(Outcome outcome, String what) throws IOException {
        if (!outcome.passed()) {
            throw new IOException("To check the page, install " + what + ":\n" + outcome.output());
        }
    }

    /**
     * Runs the checks of a part.
     *
     * @param url where WebAdmin is, without a path
     * @param part the name of a list of checks in {@code page.mjs}
     * @param facts what the checks are to know, such as a token, as variables of their environment
     * @param screenshots the folder that pictures are written to
     */
    public Outcome check(String url, String part, Map<String, String> facts, Path screenshots) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(facts);
        environment.putAll(Map.of("DOTGATE_PAGE_URL", url, "DOTGATE_CHROMIUM", chromium.toString(),
                "DOTGATE_PLAYWRIGHT", INSTALLED.toString(), "DOTGATE_SCREENSHOTS", screenshots.toAbsolutePath().toString()));
        return run(HERE.resolve("src/test/page"), environment, 120, "node", "page.mjs", part);
    }

    private static Outcome run(Path folder, Map<String, String> environment, int seconds, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("page", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = start(builder, command[0]);
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
                process.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            }
            String said = Files.readString(output);
            return ended ? new Outcome(process.exitValue(), said) : new Outcome(-1, said + "\nnot done within " + seconds + " s");
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(ProcessBuilder builder, String program) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("To check the page, install " + program + ": " + e.getMessage(), e);
        }
    }
}
