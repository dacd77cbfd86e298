package org.dotgate.greylist;

import java.io.IOException;
import org.dotgate.likeness.Likeness;
import org.dotgate.likeness.Match;
import org.dotgate.mail.SpooledMessage;

/** Tells what a message's content is known by. Takes time in proportion to its size. Thread-safe. */
@FunctionalInterface
public interface Contents {
    /** @throws IOException if the message cannot be read, or the thread is interrupted */
    Likeness of(Match match, SpooledMessage message) throws IOException;
}
