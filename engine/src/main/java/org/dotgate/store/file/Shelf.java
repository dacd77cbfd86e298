package org.dotgate.store.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everything that is stored, where it is at one moment, the newest first. Immutable but for the newest records. */
final class Shelf {
    private final Fresh fresh;
    private final Fresh full;
    private final List<SortedFile> files;

    /**
     * @param fresh takes what is new
     * @param full is being written to a file; null if none is
     * @param files the newest first
     */
    Shelf(Fresh fresh, Fresh full, List<SortedFile> files) {
        this.fresh = fresh;
        this.full = full;
        this.files = List.copyOf(files);
    }

    Fresh fresh() {
        return fresh;
    }

    /** What is being written to a file, or null. */
    Fresh full() {
        return full;
    }

    /** The newest first. */
    List<SortedFile> files() {
        return files;
    }

    /** What memory holds of an id; null if it does not. */
    Stored inMemory(Id id) {
        Stored found = fresh.find(id);
        return found == null && full != null ? full.find(id) : found;
    }

    /** Whether a file may hold it. */
    boolean mayBeInFiles(Id id) {
        for (SortedFile file : files) {
            if (file.mayHold(id)) {
                return true;
            }
        }
        return false;
    }

    /** What the files hold of an id; null if they do not. */
    Stored inFiles(Id id) throws IOException {
        for (SortedFile file : files) {
            Stored found = file.find(id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Goes through all, from an id on. */
    Cursor from(Id from) throws IOException {
        List<Cursor> cursors = new ArrayList<>();
        cursors.add(fresh.from(from));
        if (full != null) {
            cursors.add(full.from(from));
        }
        for (SortedFile file : files) {
            cursors.add(file.from(from));
        }
        return Cursor.merged(cursors);
    }
}
