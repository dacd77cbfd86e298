package org.dotgate.hooks.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.james.server.core.BufferedDeferredFileOutputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.spool.Spool;

/** Takes a copy of a message James holds: in memory where James has it in memory, else of James's temporary file. */
final class JamesSpool {
    private JamesSpool() {}

    static SpooledMessage copy(MimeMessageInputStreamSource source, OutputStream written, Spool spool) throws IOException {
        if (written instanceof BufferedDeferredFileOutputStream) {
            BufferedDeferredFileOutputStream james = (BufferedDeferredFileOutputStream) written;
            return james.isInMemory() ? spool.of(james.getData()) : spool.of(james.getFile().toPath());
        }
        try (InputStream content = source.getInputStream()) {
            return spool.of(content);
        }
    }
}
