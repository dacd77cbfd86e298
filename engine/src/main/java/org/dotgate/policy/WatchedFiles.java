package org.dotgate.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The files that a policy comes from, as they look from outside: each look is compared with the one before, and with what
 * was read. A file that is being written changes from look to look; half of one may be a policy too, and a laxer one, so it
 * is read when it has come to rest. Looking may take as long as a network drive likes. Owned by one thread at a time.
 */
final class WatchedFiles {
    private final Function<Path, String> stamper;
    /** Of what was read last, whether or not it came into force. */
    private Map<Path, String> read = Map.of();
    private Map<Path, String> seen;

    /** @param first the file that is to be read first */
    WatchedFiles(Path first) {
        this(first, WatchedFiles::stamp);
    }

    /** @param stamper tells what a file looks like */
    WatchedFiles(Path first, Function<Path, String> stamper) {
        this.stamper = stamper;
        this.seen = stamps(Set.of(first));
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }

    /** Looks at all. @return whether there is something to read: a change that was there at the look before as well */
    boolean look() {
        return isAtRest(Set.of()) && !seen.equals(read);
    }

    /**
     * Looks at all, and at these too.
     *
     * @return whether they are as at the look before; false if one was not looked at then
     */
    boolean isAtRest(Set<Path> more) {
        Map<Path, String> before = seen;
        Set<Path> files = new HashSet<>(before.keySet());
        files.addAll(more);
        seen = stamps(files);
        return seen.equals(before);
    }

    /** Takes note that these have been read since the last look; from now on they are the ones looked at. */
    void haveBeenRead(Set<Path> files) {
        Map<Path, String> now = stamps(files);
        // what has changed since the look, perhaps while it was read, is to be noticed next time
        now.replaceAll((file, stamp) -> seen.getOrDefault(file, stamp));
        read = now;
        seen = now;
    }

    private Map<Path, String> stamps(Set<Path> files) {
        Map<Path, String> stamps = new TreeMap<>();
        files.forEach(file -> stamps.put(file, stamper.apply(file)));
        return stamps;
    }

    /** Those looked at. */
    Set<Path> files() {
        return seen.keySet();
    }
}
