package org.dotgate.cli.judge;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, in words. */
final class Trouble {
    private Trouble() {}

    static String of(IOException trouble) {
        if (trouble instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (trouble instanceof AccessDeniedException) {
            return "may not be read by this user";
        }
        // of others the message begins with the file's name
        String reason = trouble instanceof FileSystemException ? ((FileSystemException) trouble).getReason() : trouble.getMessage();
        return "cannot be read" + (reason == null ? "" : ": " + reason);
    }
}
