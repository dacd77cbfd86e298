package org.dotgate.time;

/** A call that is to come. */
public interface Alarm {
    /** Calls it off; does nothing if it has come or was called off. */
    void cancel();
}
