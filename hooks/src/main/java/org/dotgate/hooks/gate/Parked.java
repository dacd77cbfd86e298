package org.dotgate.hooks.gate;

/**
 * What a session waits for while it is parked: a {@link ParkedDot} or a {@link ParkedCommand}. The session belongs to the
 * worker that will go on with it; the connection's I/O thread only tells here what the client does meanwhile.
 */
interface Parked {
    /** What operators are told about it. */
    ParkedSession told();

    /** The client is gone, or is about to be sent away. */
    void clientDropped();

    /** The client has said QUIT without waiting for the reply. */
    void clientQuit();
}
