package org.dotgate.benchmarks.dot;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** The limit of open files, which bounds the connections of one process; servers started from here have the same. */
final class FileLimit {
    private FileLimit() {}

    /** @throws IOException if it is lower, saying how to raise it */
    static void require(int files) throws IOException {
        long most = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getMaxFileDescriptorCount();
        if (most < files) {
            throw new IOException("at most " + most + " open files are allowed here, and " + files
                    + " are needed; raise the limit (ulimit -n), or measure with --quick");
        }
    }
}
