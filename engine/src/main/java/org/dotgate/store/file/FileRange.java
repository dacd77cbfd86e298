package org.dotgate.store.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of the journals whose changes a file of records holds. A file with a wider range takes the place of those
 * within it. Immutable.
 */
final class FileRange implements Comparable<FileRange> {
    private static final Pattern NAME = Pattern.compile("records-([0-9]{8,18})-([0-9]{8,18})");

    private final long first;
    private final long last;

    FileRange(long first, long last) {
        this.first = first;
        this.last = last;
    }

    static Optional<FileRange> ofFile(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new FileRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    String fileName() {
        return String.format("records-%08d-%08d", first, last);
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean covers(FileRange other) {
        return first <= other.first && other.last <= last;
    }

    long width() {
        return last - first;
    }

    /** The oldest first. */
    @Override
    public int compareTo(FileRange other) {
        return Long.compare(first, other.first);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileRange && first == ((FileRange) other).first && last == ((FileRange) other).last;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first * 31 + last);
    }

    @Override
    public String toString() {
        return fileName();
    }
}
