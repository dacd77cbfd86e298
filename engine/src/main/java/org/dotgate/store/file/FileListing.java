package org.dotgate.store.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.store.Entry;

/**
 * A page being put together, a few records at a time, so that others have their turn at the files: where many have expired and
 * are not removed yet, there may be far more to look at than the page will hold. Owned by the reading thread.
 */
final class FileListing implements FileStore.Reading<List<Entry>> {
    private final Id prefix;
    private final int limit;
    private final List<Entry> page = new ArrayList<>();
    private Id after;

    FileListing(Id prefix, Id after, int limit) {
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    @Override
    public List<Entry> goOn(OpenStore store) throws IOException {
        List<Entry> found = new ArrayList<>();
        Id last = store.lookup().list(prefix, after, limit - page.size(), found);
        page.addAll(found);
        after = last;
        return last == null ? page : null;
    }
}
