package org.dotgate.cli.judge;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a folder that may be messages, in the order of names. Links are followed, of the folder itself, too, but not in a
 * circle. Of a Maildir, wherever it is, there are {@code cur} and {@code new} only. Used by one thread.
 */
final class MailTree extends SimpleFileVisitor<Path> {
    private final Map<Path, Long> files = new TreeMap<>();
    private final Map<Path, IOException> troubles = new TreeMap<>();

    private MailTree() {}

    static MailTree of(Path folder) {
        MailTree tree = new MailTree();
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, tree);
        } catch (IOException e) {
            tree.troubles.put(folder, e);
        }
        return tree;
    }

    /** Files, and how many octets each had when it was found. */
    Map<Path, Long> files() {
        return files;
    }

    /** What could not be looked into. */
    Map<Path, IOException> troubles() {
        return troubles;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isUnfinished(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        // a link is seen here only if it leads nowhere, which whoever reads it will find
        boolean isFile = attributes.isRegularFile() || attributes.isSymbolicLink();
        if (isFile && !isMaildir(file.toAbsolutePath().getParent())) {
            files.put(file, attributes.size());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException trouble) {
        if (!(trouble instanceof FileSystemLoopException) && !isUnfinished(path)) {
            troubles.put(path, trouble);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException trouble) {
        if (trouble != null) {
            troubles.put(folder, trouble);
        }
        return FileVisitResult.CONTINUE;
    }

    /** What is in a Maildir's {@code tmp} is no message yet. */
    private static boolean isUnfinished(Path folder) {
        Path above = folder.toAbsolutePath().getParent();
        return folder.endsWith("tmp") && above != null && isMaildir(above);
    }

    private static boolean isMaildir(Path folder) {
        return Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
    }
}
