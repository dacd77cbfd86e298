package org.dotgate.store.file;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators of trouble with a folder when it begins and when it is over, not each time it is met. Thread-safe. */
final class Trouble {
    private static final Logger LOGGER = LoggerFactory.getLogger(Trouble.class);

    private final Path folder;
    private final Duration every;
    private volatile String told;

    /** @param every how often it is tried again */
    Trouble(Path folder, Duration every) {
        this.folder = folder;
        this.every = every;
    }

    /** Takes note of it. @return what it is and what to do, for callers and operators */
    String met(Exception trouble) {
        String why = explain(trouble);
        synchronized (this) {
            if (!why.equals(told)) {
                LOGGER.error("{}", why);
                LOGGER.debug("Cause", trouble);
            }
            told = why;
        }
        return why;
    }

    /** Takes note that it is over, if there was any. */
    void over() {
        if (told != null) {
            synchronized (this) {
                LOGGER.info("The store {} works again", folder);
                told = null;
            }
        }
    }

    /** What it is and what to do. */
    String explain(Exception trouble) {
        Throwable cause = trouble instanceof DirectoryIteratorException ? trouble.getCause() : trouble;
        String why;
        if (cause instanceof FolderInUseException) {
            why = "another process uses it; end that one, or give this James a folder of its own in [store] url";
        } else if (cause instanceof AccessDeniedException) {
            why = "access is denied; let the user that James runs as write there";
        } else if (cause instanceof FileAlreadyExistsException || Files.exists(folder) && !Files.isDirectory(folder)) {
            why = "it is not a folder; move away what is there";
        } else {
            String reason = cause instanceof FileSystemException ? ((FileSystemException) cause).getReason() : cause.getMessage();
            why = (reason == null ? cause.toString() : reason) + "; make room on the disk, or repair it";
        }
        return "The store " + folder + " cannot be used: " + why + ". It is tried again every " + every.toSeconds() + " seconds";
    }
}
