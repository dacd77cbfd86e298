package org.dotgate.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.cli.Failure;

/**
 * The folder a James runs in, laid out as an operator would: {@code conf/} from conf-samples with other ports,
 * {@code extensions-jars/dotgate.jar}, and an empty {@code var/}.
 */
final class JamesFolder {
    private final Path root;

    private JamesFolder(Path root) {
        this.root = root;
    }

    /**
     * Lays it out anew, in place of what was there.
     *
     * @param root the folder; deleted if it exists
     * @param samples the folder conf-samples
     * @param jar the JAR to drop in
     * @param smtp the port SMTP is to listen on, on the loopback address
     * @param webAdmin the port WebAdmin is to listen on
     */
    static JamesFolder make(Path root, Path samples, Path jar, int smtp, int webAdmin) throws IOException, Failure {
        delete(root);
        Path conf = root.resolve("conf");
        Path extensions = root.resolve("extensions-jars");
        Files.createDirectories(extensions);
        Files.createDirectories(root.resolve("var"));
        copy(samples, conf);
        Files.copy(jar, extensions.resolve("dotgate.jar"));
        replace(conf.resolve("smtpserver.xml"), "<bind>0.0.0.0:25</bind>", "<bind>127.0.0.1:" + smtp + "</bind>");
        replace(conf.resolve("webadmin.properties"), "port=8000", "port=" + webAdmin);
        return new JamesFolder(root);
    }

    Path root() {
        return root;
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path log() {
        return root.resolve("james.log");
    }

    private static void replace(Path file, String sample, String value) throws IOException, Failure {
        String text = Files.readString(file);
        if (!text.contains(sample)) {
            throw new Failure(file.getFileName() + " in conf-samples has no '" + sample + "' any more, which the demo must change");
        }
        Files.write(file, text.replace(sample, value).getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path source : tree(from)) {
            Path target = to.resolve(from.relativize(source).toString());
            if (Files.isDirectory(source)) {
                Files.createDirectories(target);
            } else {
                // with the attributes, since the scripts must stay executable
                Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            List<Path> paths = tree(root);
            paths.sort(Comparator.reverseOrder());
            for (Path path : paths) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.collect(Collectors.toList());
        }
    }
}
