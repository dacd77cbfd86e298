package org.dotgate.mailets;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.james.filesystem.api.FileSystem;

/** James's file system, of which Dotgate asks only where it begins. */
record Directory(Path path) implements FileSystem {
    @Override
    public File getBasedir() {
        return path.toFile();
    }

    @Override
    public InputStream getResource(String url) throws IOException {
        throw new IOException("not asked for: " + url);
    }

    @Override
    public File getFile(String url) {
        throw new UnsupportedOperationException(url);
    }
}
