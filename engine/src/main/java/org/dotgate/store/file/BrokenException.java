package org.dotgate.store.file;

import java.io.IOException;

/** What is open cannot be gone on with: the folder must be opened anew. */
final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
