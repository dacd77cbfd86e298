package org.dotgate.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is done in the server at one go, in Lua; its file tells what it takes and answers. Immutable. */
public final class Script {
    static final Script REPLACE = beside(Script.class, "replace");
    static final Script PAGE = beside(Script.class, "page");
    static final Script SWEEP = beside(Script.class, "sweep");

    private final byte[] text;

    private Script(byte[] text) {
        this.text = text;
    }

    /** The script in the file {@code NAME.lua} that lies beside a class of ours. */
    public static Script beside(Class<?> neighbour, String name) {
        String file = name + ".lua";
        try (InputStream stream = neighbour.getResourceAsStream(file)) {
            return new Script(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read from our own JAR", e);
        }
    }

    byte[] text() {
        return text;
    }
}
