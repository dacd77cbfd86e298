package org.dotgate.likeness;

import java.io.IOException;
import java.io.InputStream;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.mime.MessageVisitor;
import org.dotgate.mime.MimeLimits;
import org.dotgate.mime.MimeWalker;

/**
 * Finds out what a message's content is known by. Each reads the whole message, in time that grows with its size and
 * memory that does not. The envelope is not part of it.
 *
 * <p>A message of which a {@linkplain MimeLimits limit} leaves something unread is known by its raw octets, whatever is
 * asked for: two different messages never seem the same because their difference was not read.
 */
public final class Likenesses {
    private static final Likeness ENVELOPE = new Likeness("e");

    private Likenesses() {
    }

    /**
     * What this message is known by.
     *
     * @throws IOException if the spool cannot be read
     */
    public static Likeness of(Match match, SpooledMessage message) throws IOException {
        return of(match, message, MimeLimits.DEFAULT);
    }

    static Likeness of(Match match, SpooledMessage message, MimeLimits limits) throws IOException {
        switch (match) {
            case ENVELOPE:
                return ENVELOPE;
            case EXACT:
                return raw("x", message);
            case CANONICAL:
                return canonical("c", message, limits);
            default:
                return similar(message, limits);
        }
    }

    private static Likeness canonical(String mark, SpooledMessage message, MimeLimits limits) throws IOException {
        CanonicalContent content = new CanonicalContent();
        return isWhole(message, limits, content)
                ? new Likeness(mark + Hash.text(content.digest()))
                : raw(mark + "r", message);
    }

    private static Likeness similar(SpooledMessage message, MimeLimits limits) throws IOException {
        SimilarContent content = new SimilarContent();
        if (!isWhole(message, limits, content)) {
            return raw("sr", message);
        }
        return content.isComparable() ? new Likeness(content.text()) : canonical("sc", message, limits);
    }

    private static boolean isWhole(SpooledMessage message, MimeLimits limits, MessageVisitor content) throws IOException {
        try (InputStream raw = message.open()) {
            return MimeWalker.walk(raw, limits, content).isComplete();
        }
    }

    private static Likeness raw(String mark, SpooledMessage message) throws IOException {
        try (InputStream raw = message.open()) {
            return new Likeness(mark + Hash.text(RawContent.digest(raw)));
        }
    }
}
