package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.dotgate.cli.callout.Ran;

/** Samples that the command line can run without a James: configurations, scripts, and classes, each on messages. */
final class SampleWorkshop {
    private static final Pattern SECTION = Pattern.compile("(?m)^\\[filter ([^]]+)]");
    private static final String HARMLESS = "Subject: minutes\n\nDear Bob, see you tomorrow.\n";

    private final Path folder;
    private final Path ini;

    /** Lays out the folder of a James: its conf, with all that conf-samples has, and the README's class as an extension. */
    SampleWorkshop(Path folder) throws IOException {
        this.folder = folder;
        this.ini = folder.resolve("conf/dotgate.ini");
        copySamples(folder.resolve("conf"));
        Files.createDirectories(folder.resolve("extensions-jars"));
        letter("harmless.eml", HARMLESS);
        useClass(Page.of("README.md").sample("java", "class NoInvoices"));
    }

    /** Makes a folder with all that conf-samples has. */
    static void copySamples(Path to) throws IOException {
        Path samples = Page.TOP.resolve("conf-samples");
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(samples.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    Path letter(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }

    /** Compiles a class without its package and imports, as James 3.8 wants it, into a JAR of extensions-jars. */
    void useClass(String source) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.writeString(classes.resolve("NoInvoices.java"),
                "package org.example.filters;\nimport org.dotgate.filter.*;\nimport org.dotgate.mail.*;\n" + source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "11", "-cp",
                System.getProperty("dotgate.jar"), "-d", classes.toString(), file.toString())).isZero();
        String name = "org/example/filters/NoInvoices.class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("extensions-jars/mine.jar")))) {
            jar.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), jar);
        }
    }

    /** What the command line says about a configuration. */
    Ran check(String text) throws IOException {
        Files.writeString(ini, text);
        return Ran.command("check-config", ini.toString());
    }

    /** What the filters of a configuration say about a message. */
    Ran judge(String text, Path letter, String... more) throws IOException {
        Files.writeString(ini, text);
        List<String> arguments = Stream.concat(
                Stream.of("judge", "--config", ini.toString(), letter.toString()), Stream.of(more)).toList();
        return Ran.command(arguments.toArray(String[]::new));
    }

    /**
     * Judges a harmless message by a configuration, whose filters are all put to work. Where a filter waits for long, it waits
     * for a second here.
     */
    void run(String text) throws IOException {
        Ran checked = check(text);
        assertThat(checked.err()).isEmpty();
        assertThat(checked.exit()).isZero();
        String hurried = text.replaceAll("(?m)^delay = [0-9.s]+s(?=\\s)", "delay = 1s");
        if (!text.contains("[dot]")) {
            // one of a mailet may take longer than one at the dot
            hurried = hurried.replaceAll("(?m)^timeout = 10m(?=\\s)", "timeout = 2m");
        }
        List<String> filters = SECTION.matcher(text).results().map(section -> section.group(1)).toList();
        if (!text.contains("[dot]")) {
            hurried = "[dot]\nrun = " + String.join(", ", filters) + "\n" + hurried;
        }
        Ran judged = judge(hurried, folder.resolve("harmless.eml"), "--sender", "ann@client.test");
        boolean greylisted = text.contains("[greylist]");
        assertThat(judged.out()).as(judged.err()).contains(greylisted ? "451 4.7.1 Greylisted" : ": accepted");
        Matcher run = Pattern.compile("(?m)^run = ([^;\n]*)").matcher(hurried);
        assertThat(run.find()).isTrue();
        assertThat(Stream.of(run.group(1).split(",")).map(String::trim).filter(name -> !name.isEmpty()))
                .allMatch(name -> judged.out().contains(name + ":"));
    }

    /** Runs a script as a filter. */
    Ran script(String text, String sender) throws IOException {
        Path script = Files.writeString(folder.resolve("conf/filters/shown.sh"), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return judge("[dot]\nrun = shown\n[filter shown]\ntype = exec\ncommand = conf/filters/shown.sh\n", folder.resolve("harmless.eml"),
                "--sender", sender);
    }
}
