package org.dotgate.hooks.gate;

import java.util.List;
import org.apache.james.protocols.api.Response;

/** A response that writes nothing: the real one comes later, from a worker. */
public enum NoLines implements Response {
    INSTANCE;

    @Override
    public String getRetCode() {
        return "";
    }

    @Override
    public List<CharSequence> getLines() {
        return List.of();
    }

    @Override
    public boolean isEndSession() {
        return false;
    }
}
