package org.dotgate.store.file;

import java.io.IOException;

/** A file of the store is not as it was written. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
