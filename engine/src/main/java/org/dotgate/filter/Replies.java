package org.dotgate.filter;

import org.dotgate.mail.Reply;

/** The replies that Dotgate gives of its own accord. */
public final class Replies {
    /** What a filter without a {@code reply} of its own says. */
    public static final Reply REFUSED = Reply.of(550, "5.7.1", "Message refused by local policy");
    /** No verdict in time: the client should come again. */
    public static final Reply TRY_AGAIN = Reply.of(451, "4.7.1", "Message not yet judged, please try again later");
    /** More work than can be done: the client should come again. */
    public static final Reply BUSY = Reply.of(451, "4.3.2", "Server busy, please try again later");

    private Replies() {}
}
