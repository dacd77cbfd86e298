package org.dotgate.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What is done in the server at one go, in Lua; the files beside this class tell what each takes and answers. */
enum Script {
    REPLACE,
    PAGE,
    SWEEP;

    byte[] text() {
        String file = name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream text = Script.class.getResourceAsStream(file)) {
            return text.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read from our own JAR", e);
        }
    }
}
