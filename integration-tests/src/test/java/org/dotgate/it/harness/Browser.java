package org.dotgate.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A headless Chromium that checks the page operators look at, driven by the scripts in {@code src/test/page}. Chromium is the
 * system's; what drives it is put into {@code target}. Whatever is missing is installed if this machine allows it.
 */
public final class Browser {
    private static final String DRIVER = "playwright-core@1.65.1";
    private static final int PATIENCE_SECONDS = 400;
    private static final Path HERE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    private static final Path INSTALLED = HERE.resolve("target/page");

    private final Path chromium;

    private Browser(Path chromium) {
        this.chromium = chromium;
    }

    /** A browser; where there is none and none can be installed, {@link Needed#orSkip}. */
    public static Browser orSkip() throws IOException, InterruptedException {
        return Needed.orSkip(Browser::find);
    }

    /**
     * Finds a browser, or installs one.
     *
     * @throws IOException if there is none and none can be installed; its message says what to do
     */
    private static Browser find() throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            Needed.install("Chromium", HERE, "sh", "scripts/install-chromium.sh");
            chromium = chromium();
        }
        if (!Files.isDirectory(INSTALLED.resolve("node_modules/playwright-core"))) {
            Files.createDirectories(INSTALLED);
            Needed.install(DRIVER + " (with node and npm)", INSTALLED, "npm", "install", "--no-save", "--no-package-lock", "--no-audit",
                    "--no-fund", "--prefix", INSTALLED.toString(), DRIVER);
        }
        return new Browser(chromium.orElseThrow(() -> new IOException("Chromium was installed and is not to be found")));
    }

    private static Optional<Path> chromium() {
        String told = System.getenv("DOTGATE_CHROMIUM");
        return Stream.of(told == null ? "" : told, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(name -> !name.isEmpty()).map(Path::of).filter(Files::isExecutable).findFirst();
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
        return Outcome.of(HERE.resolve("src/test/page"), environment, PATIENCE_SECONDS, "node", "page.mjs", part);
    }
}
