package org.dotgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** One of the JARs that the build has made, read whole. */
record Jar(Path path, Manifest manifest, Map<String, byte[]> entries) {
    /** dotgate.jar, for James 3.8. */
    static Jar forJames38() {
        return read(Path.of(System.getProperty("dotgate.jar")));
    }

    /** dotgate-james39.jar, its twin. */
    static Jar forJames39() {
        return read(Path.of(System.getProperty("dotgate.james39.jar")));
    }

    static Jar read(Path path) {
        try (JarFile file = new JarFile(path.toFile())) {
            Map<String, byte[]> entries = new TreeMap<>();
            for (ZipEntry entry : file.stream().filter(Predicate.not(ZipEntry::isDirectory)).toList()) {
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
            return new Jar(path, file.getManifest(), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, ClassFile> classes() {
        Map<String, ClassFile> classes = new TreeMap<>();
        entries.forEach((name, octets) -> {
            if (name.endsWith(".class")) {
                try {
                    classes.put(name, ClassFile.read(octets));
                } catch (IOException e) {
                    throw new UncheckedIOException(name, e);
                }
            }
        });
        return classes;
    }

    /** The packages that a class loader finds in it. */
    Set<String> packages() {
        return packages(entries.keySet());
    }

    /** The packages of a JAR, without reading what is in it. */
    static Set<String> packages(Path path) {
        try (JarFile file = new JarFile(path.toFile())) {
            return packages(file.stream().map(ZipEntry::getName).collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> packages(Set<String> names) {
        return names.stream()
                .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                .map(name -> name.substring(0, name.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
