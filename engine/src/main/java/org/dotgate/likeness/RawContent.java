package org.dotgate.likeness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The raw octets of a message behind the Received field that the server puts on top, which differs for each retry. */
final class RawContent {
    private static final int BUFFER = 8192;
    private static final String RECEIVED = "received:";

    private RawContent() {
    }

    static byte[] digest(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        if (isReceived(in)) {
            skipField(in);
        }
        MessageDigest digest = Hash.sha256();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return digest.digest();
    }

    private static boolean isReceived(InputStream in) throws IOException {
        in.mark(RECEIVED.length());
        boolean received = true;
        for (int i = 0; received && i < RECEIVED.length(); i++) {
            received = Character.toLowerCase(in.read()) == RECEIVED.charAt(i);
        }
        in.reset();
        return received;
    }

    /** Passes over a line and those that continue it. */
    private static void skipField(InputStream in) throws IOException {
        int last = 0;
        for (;;) {
            in.mark(1);
            int octet = in.read();
            if (octet < 0 || last == '\n' && octet != ' ' && octet != '\t') {
                in.reset();
                return;
            }
            last = octet;
        }
    }
}
