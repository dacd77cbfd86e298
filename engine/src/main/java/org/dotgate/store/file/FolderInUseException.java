package org.dotgate.store.file;

import java.io.IOException;

/** Another process, or another store of this one, has the folder. */
final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderInUseException() {
        super("another process uses it");
    }
}
